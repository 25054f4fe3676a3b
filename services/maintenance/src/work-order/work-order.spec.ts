import { orders, published } from '@millwright/contracts';
import { given, happened, nothing, numbersOfDay } from '@millwright/event-sourcing';
import { asset } from '../asset/asset.decider.js';
import { journalOf } from '../asset/downtime.decider.js';
import { item } from './item.decider.js';
import { workOrder } from './work-order.decider.js';
import {
  assignWorkOrder,
  cancelWorkOrder,
  completeWorkOrder,
  openWorkOrder,
  startWorkOrder,
  verifyWorkOrder,
} from './work-order-life.decider.js';

const mc = {
  type: 'AssetRegistered',
  data: { asset: 'MC', description: '', level: 'unit', criticality: 'B' },
} as const;
const of = { workOrder: 'W-1' };
const opened = { type: 'WorkOrderOpened', data: { ...of, asset: 'MC', kind: 'corrective', reason: 'r' } } as const;
const preventive = { ...opened, data: { ...opened.data, kind: 'preventive' } } as const;
const started = { type: 'WorkOrderStarted', data: of } as const;
const completed = {
  type: 'WorkOrderCompleted',
  data: { ...of, asset: 'MC', kind: 'corrective', failure: 'f', remedy: 'r', spareParts: [], laborSeconds: 600 },
} as const;
const order = workOrder('W-1');
const at = '2026-01-05T08:10:00.000Z';
const codes = { ...of, failure: 'f', remedy: 'r' };
const bearing = published(orders.ItemReleased, {
  item: 'BRG',
  revision: 'A',
  description: '',
  unit: 'C62',
  tracking: 'lot',
  conversions: [{ unit: 'BX', factor: '10' }],
});

describe('a work order', () => {
  it('is opened, assigned, started, completed and verified', () => {
    given(asset('MC'), [mc])
      .when(openWorkOrder, { asset: 'MC', kind: 'corrective', reason: 'r' })
      .then([
        happened(numbersOfDay('WO-20260105'), {
          type: 'NumberTaken',
          data: { series: 'WO', day: '20260105', number: 1 },
        }),
        happened(workOrder('WO-20260105-001'), { ...opened, data: { ...opened.data, workOrder: 'WO-20260105-001' } }),
      ]);
    given(order, [opened])
      .when(assignWorkOrder, { ...of, person: 'person:x' })
      .then([happened(order, { type: 'WorkOrderAssigned', data: { ...of, person: 'person:x' } })]);
    given(order, [opened])
      .when(startWorkOrder, of)
      .then([happened(order, started)]);
    given(order, [opened, started])
      .when(completeWorkOrder, codes, { at })
      .then([happened(order, completed)])
      .answering({ ...of, status: 'completed', laborSeconds: 600 });
    given(order, [opened, started, completed])
      .when(verifyWorkOrder, of)
      .then([happened(order, { type: 'WorkOrderVerified', data: of })]);
  });

  it('is opened for what exists, under a number of its own', () => {
    nothing().when(openWorkOrder, { asset: 'X', kind: 'corrective', reason: 'r' }).thenRejected('unknown-asset');
    given(asset('MC'), [mc])
      .given(order, [opened])
      .when(openWorkOrder, { ...of, asset: 'MC', kind: 'corrective', reason: 'r' })
      .thenRejected('work-order-exists');
    given(asset('MC'), [mc])
      .when(openWorkOrder, { workOrder: 'PM-X-1', asset: 'MC', kind: 'corrective', reason: 'r' })
      .thenRejected('number-reserved');
  });

  it('says what is legal instead of an illegal step', () => {
    given(order, [opened]).when(completeWorkOrder, codes).thenRejected('illegal-transition', { state: 'open' });
    given(order, [opened, started]).when(startWorkOrder, of).thenRejected('illegal-transition');
    given(order, [opened, started]).when(verifyWorkOrder, of).thenRejected('illegal-transition');
    given(order, [opened, started, completed])
      .when(assignWorkOrder, { ...of, person: 'person:x' })
      .thenRejected('illegal-transition');
    given(order, [opened, started, completed])
      .when(cancelWorkOrder, { ...of, reason: 'x' })
      .thenRejected('illegal-transition');
    for (const rule of [startWorkOrder, verifyWorkOrder]) nothing().when(rule, of).thenRejected('unknown-work-order');
  });

  it('says on completion at which work center, also of an asset that is a part of another one', () => {
    const spindle = { type: 'AssetRegistered', data: { ...mc.data, asset: 'SP', parent: 'MC' } } as const;
    const machine = { ...mc, data: { ...mc.data, workCenter: 'WC-10' } } as const;
    const { decision } = given(asset('MC'), [machine])
      .given(asset('SP'), [spindle])
      .given(order, [{ ...opened, data: { ...opened.data, asset: 'SP' } } as const, started])
      .when(completeWorkOrder, codes, { at });
    expect(decision.events[0].event.data).toMatchObject({ asset: 'SP', workCenter: 'WC-10' });
  });

  it('is completed with its codes when something had failed', () => {
    given(order, [opened, started]).when(completeWorkOrder, of).thenRejected('codes-missing');
    given(order, [opened, started])
      .when(completeWorkOrder, codes, { at: '2026-01-05T07:00:00.000Z' })
      .thenRejected('completed-before-start');
    const { decision } = given(order, [preventive, started]).when(completeWorkOrder, { ...of, laborSeconds: 60 });
    expect(decision.answer).toMatchObject({ status: 'completed', laborSeconds: 60 });
  });

  it('books spare parts in the base unit of a known item', () => {
    const complete = (unit: string) =>
      given(order, [opened, started])
        .given(item('BRG'), [bearing])
        .when(completeWorkOrder, { ...codes, spareParts: [{ item: 'BRG', quantity: { value: '2', unit } }] });
    expect(complete('BX').decision.events[0].event.data).toMatchObject({
      spareParts: [{ item: 'BRG', quantity: { value: '20', unit: 'C62' } }],
    });
    complete('KGM').thenRejected('unit-mismatch', { expected: 'C62' });
  });

  it('is not cancelled while an asset is down for it', () => {
    const down = {
      type: 'AssetWentDown',
      data: { asset: 'MC', ...of, reason: 'r', workCenters: [], downSince: at },
    } as const;
    given(order, [opened])
      .when(cancelWorkOrder, { ...of, reason: 'x' })
      .then([happened(order, { type: 'WorkOrderCancelled', data: { ...of, reason: 'x' } })]);
    given(order, [opened])
      .given(asset('MC'), [mc, { type: 'AssetJournalTurned', data: { asset: 'MC', year: '2026' } }])
      .given(journalOf('MC', '2026'), [down])
      .when(cancelWorkOrder, { ...of, reason: 'x' })
      .thenRejected('asset-down', { asset: 'MC' });
  });
});
