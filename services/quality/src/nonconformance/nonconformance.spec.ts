import { inventory, orders, published, tracking } from '@millwright/contracts';
import { given, happened } from '@millwright/event-sourcing';
import { dispositionPolicy, setDispositionPolicy } from '../disposition-policy/disposition-policy.decider.js';
import { stockLot } from '../goods/lot.decider.js';
import { heardUnit } from '../goods/unit.decider.js';
import { hold, placeHold } from '../hold/hold.decider.js';
import { endHoldOfScrapped, releaseHold } from '../hold/hold-release.decider.js';
import { productionOrder } from '../production-order/production-order.decider.js';
import {
  approveDisposition,
  closeNonconformance,
  declineDisposition,
  disposeNonconformance,
} from './disposition.decider.js';
import { changeOrigin, nonconformance, openNonconformance } from './nonconformance.decider.js';

const recorder = 'person:00000000-0000-7000-8000-00000000000a';
const engineer = 'person:00000000-0000-7000-8000-00000000000b';
const board = 'person:00000000-0000-7000-8000-00000000000c';
const measurer = 'person:00000000-0000-7000-8000-00000000000d';
const subject = { kind: 'unit', id: 'GM-0007', item: 'GM-40' } as const;
const one = { value: '1', unit: 'C62' };
const opened = {
  type: 'NonconformanceOpened',
  data: {
    nonconformance: 'NC-1',
    subject,
    order: 'PO-1',
    operation: '20',
    externalOrder: 'ERP-1',
    workCenter: 'W',
    originOperation: '20',
    defect: 'too-loud',
    quantity: one,
    hold: 'H-1',
    needsApproval: [],
    recordedBy: [measurer],
  },
} as const;
const placed = {
  type: 'HoldPlaced',
  data: { hold: 'H-1', subjects: [subject], reason: 'too-loud', nonconformance: 'NC-1' },
} as const;
const operation = (number: string) => ({
  operation: number,
  description: '',
  workCenter: 'W',
  after: [],
  setupSeconds: 0,
  runSecondsPerUnit: 0,
});
const order = published(orders.ProductionOrderReleased, {
  order: 'PO-1',
  item: 'GM-40',
  itemRevision: 'A',
  tracking: 'serial',
  quantity: { value: '20', unit: 'C62' },
  routingRevision: 'A',
  operations: [operation('10'), operation('20')],
  components: [],
});
const scrapped = published(tracking.UnitScrapped, {
  unit: 'GM-0007',
  item: 'GM-40',
  order: 'PO-1',
  operation: '20',
  reason: 'x',
});
const received = published(inventory.MaterialReceived, {
  lot: 'H1',
  item: 'HS-40',
  quantity: { value: '40', unit: 'C62' },
  balance: { onHand: '40', reserved: '0', available: '40' },
  location: 'MAIN',
});
const finding = nonconformance('NC-1');
const found = (data = {}) =>
  given(finding, [{ ...opened, data: { ...opened.data, ...data } }], { actor: 'machine:tester', onBehalfOf: recorder })
    .given(hold('H-1'), [placed])
    .given(productionOrder('PO-1'), [order]);
const done = (disposition: 'use-as-is' | 'rework' | 'scrap' | 'return', more = {}) =>
  ({
    type: 'NonconformanceDisposed',
    data: {
      nonconformance: 'NC-1',
      subject,
      order: 'PO-1',
      operation: '20',
      externalOrder: 'ERP-1',
      workCenter: 'W',
      originOperation: '20',
      disposition,
      reason: 'r',
      quantity: one,
      left: '0',
      ...more,
    },
  }) as const;
const released = (reason: string) =>
  happened(hold('H-1'), { type: 'HoldReleased', data: { hold: 'H-1', subjects: [subject], reason } });
const dispose = (disposition: 'use-as-is' | 'rework' | 'scrap' | 'return', more = {}) => ({
  nonconformance: 'NC-1',
  disposition,
  reason: 'r',
  ...more,
});

describe('a nonconformance', () => {
  it('is opened by hand and holds the goods', () => {
    given(productionOrder('PO-1'), [order])
      .when(openNonconformance, {
        nonconformance: 'NC-1',
        subject,
        defect: 'scratched',
        order: 'PO-1',
        originOperation: '10',
      })
      .answering({ nonconformance: 'NC-1', hold: 'H-20260105-001', status: 'open' });
    found()
      .when(openNonconformance, { nonconformance: 'NC-1', subject, defect: 'scratched' })
      .thenRejected('nonconformance-exists');
    found()
      .when(openNonconformance, { subject, defect: 'scratched', order: 'PO-9' })
      .thenRejected('unknown-production-order');
    found()
      .when(openNonconformance, { subject, defect: 'scratched', order: 'PO-1', originOperation: '99' })
      .thenRejected('unknown-operation');
    found()
      .when(openNonconformance, { subject: { kind: 'lot', id: 'H1' }, defect: 'scratched' })
      .thenRejected('quantity-missing');
    found()
      .when(openNonconformance, { subject, defect: 'scratched', quantity: { value: '2', unit: 'C62' } })
      .thenRejected('quantity-not-one');
    found()
      .when(openNonconformance, { subject, defect: 'scratched', quantity: { value: '1', unit: 'KGM' } })
      .thenRejected('unit-mismatch', { expected: 'C62' });
    const more = {
      subject: { kind: 'lot', id: 'H1' },
      defect: 'scratched',
      quantity: { value: '41', unit: 'C62' },
    } as const;
    found().given(stockLot('H1'), [received]).when(openNonconformance, more).thenRejected('more-than-received');
  });

  it('gets another origin by a fact, until it is disposed of', () => {
    const changed = {
      type: 'NonconformanceOriginChanged',
      data: { nonconformance: 'NC-1', operation: '10', before: '20' },
    } as const;
    found()
      .when(changeOrigin, { nonconformance: 'NC-1', operation: '10' })
      .then([happened(finding, changed)]);
    found().given(finding, [changed]).when(changeOrigin, { nonconformance: 'NC-1', operation: '10' }).then([]);
    found().when(changeOrigin, { nonconformance: 'NC-1', operation: '99' }).thenRejected('unknown-operation');
    found()
      .given(finding, [done('scrap')])
      .when(changeOrigin, { nonconformance: 'NC-1', operation: '10' })
      .thenRejected('illegal-transition');
    found().when(changeOrigin, { nonconformance: 'NC-9', operation: '10' }).thenRejected('unknown-nonconformance');
  });

  it.each([recorder, measurer, 'machine:tester'])('is not disposed of by %s, who recorded it', (actor) => {
    found().when(disposeNonconformance, dispose('scrap'), { actor }).thenRejected('recorder-may-not-dispose');
    found()
      .when(disposeNonconformance, dispose('scrap'), { actor: engineer, onBehalfOf: actor })
      .thenRejected('recorder-may-not-dispose');
  });

  it('is disposed of by a person', () => {
    found().when(disposeNonconformance, dispose('scrap'), { actor: 'system:robot' }).thenRejected('person-required');
  });

  it('to be reworked names the operation and ends the hold', () => {
    found()
      .when(disposeNonconformance, dispose('rework', { reworkFrom: '10' }), { actor: engineer })
      .then([happened(finding, done('rework', { reworkFrom: '10' })), released('rework')])
      .answering({ nonconformance: 'NC-1', status: 'disposed', disposition: 'rework', left: '0' });
    found().when(disposeNonconformance, dispose('rework'), { actor: engineer }).thenRejected('rework-from-missing');
    found()
      .when(disposeNonconformance, dispose('rework', { reworkFrom: '99' }), { actor: engineer })
      .thenRejected('unknown-operation');
  });

  it('to be scrapped keeps the hold until the unit is scrapped', () => {
    found()
      .when(disposeNonconformance, dispose('scrap'), { actor: engineer })
      .then([happened(finding, done('scrap'))]);
    found()
      .given(heardUnit('GM-0007'), [scrapped])
      .when(disposeNonconformance, dispose('scrap'), { actor: engineer })
      .then([happened(finding, done('scrap')), released('scrap')]);
    found()
      .given(finding, [done('scrap')])
      .when(releaseHold, { hold: 'H-1', reason: 'r' })
      .thenRejected('awaits-scrapping');
    found()
      .given(finding, [done('scrap')])
      .when(closeNonconformance, { nonconformance: 'NC-1' })
      .thenRejected('awaits-scrapping');
    found()
      .given(finding, [done('scrap')])
      .when(endHoldOfScrapped, { hold: 'H-1', nonconformance: 'NC-1' })
      .then([released('scrapped')]);
    found().when(endHoldOfScrapped, { hold: 'H-1', nonconformance: 'NC-1' }).then([]);
  });

  it('to be returned is held until it is closed', () => {
    found()
      .when(disposeNonconformance, dispose('return'), { actor: engineer })
      .then([happened(finding, done('return'))]);
    found()
      .given(finding, [done('return')])
      .when(closeNonconformance, { nonconformance: 'NC-1' })
      .then([
        happened(finding, { type: 'NonconformanceClosed', data: { nonconformance: 'NC-1' } }),
        released('nonconformance closed'),
      ]);
  });

  it('of a lot is disposed of in parts, never more than is left', () => {
    const ten = found({ subject: { kind: 'lot', id: 'H1' }, quantity: { value: '10', unit: 'C62' } });
    const part = { quantity: { value: '4', unit: 'C62' } };
    ten
      .when(disposeNonconformance, dispose('use-as-is', part), { actor: engineer })
      .answering({ nonconformance: 'NC-1', status: 'open', disposition: 'use-as-is', left: '6' });
    ten
      .when(disposeNonconformance, dispose('use-as-is', { quantity: { value: '11', unit: 'C62' } }), {
        actor: engineer,
      })
      .thenRejected('more-than-left', { left: '10' });
    ten
      .when(disposeNonconformance, dispose('use-as-is', { quantity: { value: '1', unit: 'KGM' } }), { actor: engineer })
      .thenRejected('unit-mismatch', { expected: 'C62' });
  });

  it('waits for the review board where plan or policy demand it', () => {
    const proposed = {
      type: 'DispositionProposed',
      data: { nonconformance: 'NC-1', disposition: 'use-as-is', reason: 'r', quantity: one },
    } as const;
    found({ needsApproval: ['use-as-is'] })
      .when(disposeNonconformance, dispose('use-as-is'), { actor: engineer })
      .then([happened(finding, proposed)]);
    const policy = { type: 'DispositionPolicySet', data: { needsApproval: ['use-as-is'] } } as const;
    found()
      .given(dispositionPolicy, [policy])
      .when(disposeNonconformance, dispose('use-as-is'), { actor: engineer })
      .then([happened(finding, proposed)]);
    const waiting = () => found().given(finding, [proposed], { actor: engineer });
    const approve = { nonconformance: 'NC-1' };
    waiting().when(approveDisposition, approve, { actor: engineer }).thenRejected('proposer-may-not-approve');
    waiting().when(approveDisposition, approve, { actor: recorder }).thenRejected('recorder-may-not-dispose');
    waiting()
      .when(approveDisposition, approve, { actor: board })
      .then([
        happened(finding, { type: 'DispositionApproved', data: { nonconformance: 'NC-1', disposition: 'use-as-is' } }),
        happened(finding, done('use-as-is')),
        released('use-as-is'),
      ]);
    waiting()
      .when(declineDisposition, { ...approve, reason: 'no' }, { actor: board })
      .answering({ nonconformance: 'NC-1', status: 'open' });
    waiting()
      .when(disposeNonconformance, dispose('scrap'), { actor: board })
      .thenRejected('illegal-transition', { state: 'awaiting-approval' });
    found().when(approveDisposition, approve, { actor: board }).thenRejected('illegal-transition');
    given(dispositionPolicy, [policy])
      .when(setDispositionPolicy, { needsApproval: ['use-as-is'] })
      .then([]);
  });

  it('is closed once all of it is disposed of, and once only', () => {
    found().when(closeNonconformance, { nonconformance: 'NC-1' }).thenRejected('illegal-transition', { state: 'open' });
    found()
      .given(finding, [done('use-as-is'), { type: 'NonconformanceClosed', data: { nonconformance: 'NC-1' } }])
      .when(closeNonconformance, { nonconformance: 'NC-1' })
      .thenRejected('illegal-transition', { state: 'closed' });
  });
});

describe('a hold', () => {
  it('is placed once under a number, and released by hand where no nonconformance speaks against it', () => {
    const byHand = { type: 'HoldPlaced', data: { hold: 'H-1', subjects: [subject], reason: 'r' } } as const;
    given(hold('X'), [])
      .when(placeHold, { hold: 'H-1', subjects: [subject, subject], reason: 'r' })
      .then([happened(hold('H-1'), byHand)]);
    given(hold('H-1'), [byHand])
      .when(placeHold, { hold: 'H-1', subjects: [subject], reason: 'r' })
      .thenRejected('hold-exists');
    given(hold('H-1'), [byHand])
      .when(releaseHold, { hold: 'H-1', reason: 'ok' })
      .then([released('ok')]);
    found()
      .when(releaseHold, { hold: 'H-1', reason: 'ok' })
      .thenRejected('nonconformance-open', { nonconformance: 'NC-1' });
    given(hold('H-1'), [byHand, { type: 'HoldReleased', data: { hold: 'H-1', subjects: [subject], reason: 'ok' } }])
      .when(releaseHold, { hold: 'H-1', reason: 'ok' })
      .thenRejected('illegal-transition');
    given(hold('X'), []).when(releaseHold, { hold: 'H-1', reason: 'ok' }).thenRejected('unknown-hold');
  });

  it('that is a recall belongs to inventory', () => {
    const recall = {
      type: 'RecallHoldNoted',
      data: { hold: 'R-1', subjects: [subject], reason: 'r', recalledLot: 'G1' },
    } as const;
    given(hold('R-1'), [recall])
      .when(releaseHold, { hold: 'R-1', reason: 'ok' })
      .thenRejected('held-by-recall', { recall: 'R-1' });
  });
});
