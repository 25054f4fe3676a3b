import {
  decider,
  happened,
  Rejection,
  rejection,
  streamOf,
  unknown,
  type Look,
  type Occasion,
  type Occurrence,
  drawNumber,
} from '@millwright/event-sourcing';
import { asset } from '../asset/asset.decider.js';
import { openWorkOrderOf, workOrder } from '../work-order/work-order.decider.js';
import type {
  AcceptMaintenanceRequest,
  DeclineMaintenanceRequest,
  RequestMaintenance,
} from './maintenance-request.commands.js';
import type { MaintenanceRequestEvent } from './maintenance-request.events.js';
import { answeredAlready, type RequestStatus } from './maintenance-request.rules.js';

export interface MaintenanceRequestState {
  readonly status: 'none' | RequestStatus;
  readonly asset: string;
  readonly reason: string;
  readonly workOrder?: string;
}

export const maintenanceRequest = streamOf<MaintenanceRequestState, MaintenanceRequestEvent>('maintenance-request', {
  initialState: { status: 'none', asset: '', reason: '' },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'MaintenanceRequested':
        return { status: 'open', asset: data.asset, reason: data.reason };
      case 'MaintenanceRequestAccepted':
        return { ...state, status: 'accepted', workOrder: data.workOrder };
      case 'MaintenanceRequestDeclined':
        return { ...state, status: 'declined' };
    }
  },
});

export const requestMaintenance = decider<RequestMaintenance>({
  name: 'request-maintenance',
  // Without a number there is no stream of its own yet; the asset stands for it.
  streams: (command) => [command.request === undefined ? asset(command.asset) : maintenanceRequest(command.request)],
  decide: ({ request: wanted, asset: of, reason }, look, occasion) => {
    if (!look(asset(of)).isRegistered) return unknown('asset', of);
    const isFree = (one: string): boolean => look(maintenanceRequest(one)).status === 'none';
    if (wanted !== undefined && !isFree(wanted))
      return rejection('maintenance-request-exists', `There is a maintenance request ${wanted} already.`, {
        facts: { request: wanted },
      });
    const drawn = wanted === undefined ? drawNumber('MR', look, occasion, isFree) : undefined;
    const number = drawn?.number ?? (wanted as string);
    return {
      events: [
        ...(drawn ? [drawn.taken] : []),
        happened(maintenanceRequest(number), {
          type: 'MaintenanceRequested',
          data: { request: number, asset: of, reason },
        }),
      ],
      answer: { request: number, status: 'open' },
    };
  },
});

function opened(of: string, reason: string, look: Look, occasion: Occasion): { number: string; events: Occurrence[] } {
  const { number, taken } = drawNumber('WO', look, occasion, (one) => look(workOrder(one)).status === 'none');
  const data = { workOrder: number, asset: of, kind: 'corrective', reason } as const;
  return { number, events: [taken, happened(workOrder(number), { type: 'WorkOrderOpened', data })] };
}

export const acceptMaintenanceRequest = decider<AcceptMaintenanceRequest>({
  name: 'accept-maintenance-request',
  streams: ({ request }) => [maintenanceRequest(request)],
  decide: ({ request, workOrder: named }, look, occasion) => {
    const { status, asset: of, reason, workOrder: before } = look(maintenanceRequest(request));
    if (status === 'none') return unknown('maintenance-request', request);
    if (status !== 'open') return answeredAlready(request, status, before);
    const there = named === undefined ? undefined : openWorkOrderOf(of, named, look);
    if (there instanceof Rejection) return there;
    const { number, events } = named === undefined ? opened(of, reason, look, occasion) : { number: named, events: [] };
    return {
      events: [
        happened(maintenanceRequest(request), {
          type: 'MaintenanceRequestAccepted',
          data: { request, asset: of, workOrder: number },
        }),
        ...events,
      ],
      answer: { request, status: 'accepted', workOrder: number },
    };
  },
});

export const declineMaintenanceRequest = decider<DeclineMaintenanceRequest>({
  name: 'decline-maintenance-request',
  streams: ({ request }) => [maintenanceRequest(request)],
  decide: ({ request, reason }, look) => {
    const { status, asset: of, workOrder: before } = look(maintenanceRequest(request));
    if (status === 'none') return unknown('maintenance-request', request);
    if (status !== 'open') return answeredAlready(request, status, before);
    return {
      events: [
        happened(maintenanceRequest(request), {
          type: 'MaintenanceRequestDeclined',
          data: { request, asset: of, reason },
        }),
      ],
      answer: { request, status: 'declined' },
    };
  },
});
