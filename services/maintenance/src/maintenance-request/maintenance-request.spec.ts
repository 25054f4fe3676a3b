import { given, happened, nothing, numbersOfDay } from '@millwright/event-sourcing';
import { asset } from '../asset/asset.decider.js';
import type { AssetEvent } from '../asset/asset.events.js';
import { workOrder } from '../work-order/work-order.decider.js';
import type { WorkOrderEvent } from '../work-order/work-order.events.js';
import {
  acceptMaintenanceRequest,
  declineMaintenanceRequest,
  maintenanceRequest,
  requestMaintenance,
} from './maintenance-request.decider.js';
import type { MaintenanceRequestEvent } from './maintenance-request.events.js';

const press: AssetEvent = {
  type: 'AssetRegistered',
  data: { asset: 'PRESS', description: 'Press', level: 'unit', criticality: 'A' },
};
const requested: MaintenanceRequestEvent = {
  type: 'MaintenanceRequested',
  data: { request: 'MR-1', asset: 'PRESS', reason: 'squeaks' },
};
const opened = (number: string, of = 'PRESS'): WorkOrderEvent => ({
  type: 'WorkOrderOpened',
  data: { workOrder: number, asset: of, kind: 'corrective', reason: 'squeaks' },
});
const accepted = (number: string): MaintenanceRequestEvent => ({
  type: 'MaintenanceRequestAccepted',
  data: { request: 'MR-1', asset: 'PRESS', workOrder: number },
});
const declined: MaintenanceRequestEvent = {
  type: 'MaintenanceRequestDeclined',
  data: { request: 'MR-1', asset: 'PRESS', reason: 'normal after a cold start' },
};
const at = '2026-01-05T08:00:00.000Z';
const asked = () => given(asset('PRESS'), [press]).given(maintenanceRequest('MR-1'), [requested]);

describe('a maintenance request', () => {
  it('is made about an asset, with the next number of the day', () => {
    given(asset('PRESS'), [press])
      .when(requestMaintenance, { asset: 'PRESS', reason: 'squeaks' }, { at })
      .answering({ request: 'MR-20260105-001', status: 'open' });
  });

  it('needs an asset that there is, and a number that there is not', () => {
    nothing().when(requestMaintenance, { asset: 'PRESS', reason: 'squeaks' }).thenRejected('unknown-asset');
    asked()
      .when(requestMaintenance, { request: 'MR-1', asset: 'PRESS', reason: 'squeaks' })
      .thenRejected('maintenance-request-exists', { request: 'MR-1' });
  });

  it('is accepted into a corrective work order with its words', () => {
    asked()
      .when(acceptMaintenanceRequest, { request: 'MR-1' }, { at })
      .then([
        happened(maintenanceRequest('MR-1'), accepted('WO-20260105-001')),
        happened(numbersOfDay('WO-20260105'), {
          type: 'NumberTaken',
          data: { series: 'WO', day: '20260105', number: 1 },
        }),
        happened(workOrder('WO-20260105-001'), opened('WO-20260105-001')),
      ]);
  });

  it('is accepted into a work order of the asset that is not done yet', () => {
    asked()
      .given(workOrder('WO-7'), [opened('WO-7')])
      .when(acceptMaintenanceRequest, { request: 'MR-1', workOrder: 'WO-7' })
      .then([happened(maintenanceRequest('MR-1'), accepted('WO-7'))]);
    asked()
      .given(workOrder('WO-7'), [opened('WO-7', 'LATHE')])
      .when(acceptMaintenanceRequest, { request: 'MR-1', workOrder: 'WO-7' })
      .thenRejected('work-order-of-other-asset', { asset: 'LATHE' });
    asked()
      .given(workOrder('WO-7'), [
        opened('WO-7'),
        { type: 'WorkOrderCancelled', data: { workOrder: 'WO-7', reason: 'x' } },
      ])
      .when(acceptMaintenanceRequest, { request: 'MR-1', workOrder: 'WO-7' })
      .thenRejected('work-order-done', { state: 'cancelled' });
    asked().when(acceptMaintenanceRequest, { request: 'MR-1', workOrder: 'WO-8' }).thenRejected('unknown-work-order');
  });

  it('is declined with a reason', () => {
    asked()
      .when(declineMaintenanceRequest, { request: 'MR-1', reason: 'normal after a cold start' })
      .then([happened(maintenanceRequest('MR-1'), declined)]);
  });

  it('is answered once', () => {
    asked()
      .given(maintenanceRequest('MR-1'), [accepted('WO-7')])
      .when(declineMaintenanceRequest, { request: 'MR-1', reason: 'late' })
      .thenRejected('illegal-transition', { state: 'accepted', workOrder: 'WO-7' });
    asked()
      .given(maintenanceRequest('MR-1'), [declined])
      .when(acceptMaintenanceRequest, { request: 'MR-1' })
      .thenRejected('illegal-transition', { state: 'declined' });
    nothing().when(acceptMaintenanceRequest, { request: 'MR-9' }).thenRejected('unknown-maintenance-request');
    nothing()
      .when(declineMaintenanceRequest, { request: 'MR-9', reason: 'x' })
      .thenRejected('unknown-maintenance-request');
  });
});
