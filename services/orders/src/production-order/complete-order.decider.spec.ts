import { given, happened, type By } from '@millwright/event-sourcing';
import { completeProductionOrder } from './complete-order.decider.js';
import { orderView } from './order-view.rules.js';
import { productionOrder } from './production-order.decider.js';
import type { PinnedOperation, ProductionOrderEvent } from './production-order.events.js';
import {
  recordAcceptanceAsIs,
  recordOperationDone,
  recordOperationProgress,
  recordOperationStart,
  recordQualityVerdict,
  recordUnitScrap,
} from './record-progress.decider.js';

const order = 'PO-1001';
const pieces = (value: string) => ({ value, unit: 'C62' });
const step = (operation: string, after: string[], inspectionPlan?: string): PinnedOperation => ({
  operation,
  description: '',
  workCenter: 'W',
  after,
  inspectionPlan,
  inspectionPlanRevision: inspectionPlan && '1',
  setupSeconds: 0,
  runSecondsPerUnit: 0,
});
const released = (operations: PinnedOperation[]): ProductionOrderEvent[] => [
  { type: 'ProductionOrderCreated', data: { order, item: 'GM-40', quantity: pieces('20') } },
  {
    type: 'ProductionOrderReleased',
    data: {
      order,
      item: 'GM-40',
      itemRevision: 'A',
      tracking: 'serial',
      quantity: pieces('20'),
      routingRevision: 'A',
      operations,
      components: [],
    },
  },
];
const line = [step('10', []), step('20', ['10'], 'IP-1'), step('30', ['20'])];
const reported = (operation: string, good: string, scrap = '0', rework = '0'): ProductionOrderEvent => ({
  type: 'OperationProgressRecorded',
  data: { order, operation, good, scrap, rework },
});
const unit = (number: number) => ({ kind: 'unit' as const, id: `GM-${number}` });
const verdict = (number: number, passed: boolean, operation = '20'): ProductionOrderEvent => ({
  type: 'QualityVerdictRecorded',
  data: { order, operation, inspection: `I-${number}-${passed}`, subject: unit(number), passed, quantity: '1' },
});
const units = Array.from({ length: 20 }, (_, index) => index + 1);

/** Twenty units: the seventh fails, is reworked and passes; the twelfth fails and is scrapped. */
const shift: ProductionOrderEvent[] = [
  ...released(line),
  reported('10', '20'),
  ...units.map((number) => verdict(number, number !== 7 && number !== 12)),
  reported('20', '18', '0', '1'),
  verdict(7, true),
  reported('20', '1'),
  reported('20', '0', '1'),
  { type: 'UnitScrapRecorded', data: { order, unit: 'GM-12' } },
  reported('30', '19'),
];
const done: ProductionOrderEvent[] = [
  ...shift,
  ...line.map(({ operation }): ProductionOrderEvent => ({ type: 'OperationDoneRecorded', data: { order, operation } })),
];
const afterShift = () => given(productionOrder(order), done);
const stateAfter = (
  events: readonly ProductionOrderEvent[],
  by: By = { actor: 'system:test', at: '2026-01-05T08:00:00.000Z' },
) =>
  events.reduce(
    (state, event) => productionOrder(order).kind.evolve(state, event, by),
    productionOrder(order).kind.initialState,
  );

describe('completing an order', () => {
  it('is refused for more than was produced and passed', () => {
    afterShift()
      .when(completeProductionOrder, { order, good: pieces('20'), scrapped: pieces('0') })
      .thenRejected('more-than-passed', { claimed: '20', lastOperationGood: '19', qualityPassed: '19' });
  });

  it('takes what was produced and passed', () => {
    afterShift()
      .when(completeProductionOrder, { order, good: pieces('19'), scrapped: pieces('1') })
      .then([
        happened(productionOrder(order), {
          type: 'ProductionOrderCompleted',
          data: { order, item: 'GM-40', good: pieces('19'), scrapped: pieces('1') },
        }),
      ])
      .answering({ order, status: 'completed', good: pieces('19'), scrapped: pieces('1') });
  });

  it('takes the scrap that was reported when none is claimed', () => {
    expect(afterShift().when(completeProductionOrder, { order, good: pieces('19') }).decision.answer).toMatchObject({
      scrapped: pieces('1'),
    });
  });

  it('takes more with a reason, which is a fact of its own', () => {
    afterShift()
      .when(completeProductionOrder, {
        order,
        good: pieces('20'),
        scrapped: pieces('0'),
        overrideReason: 'counted by hand',
      })
      .then([
        happened(productionOrder(order), {
          type: 'CompletionOverridden',
          data: { order, claimed: '20', lastOperationGood: '19', qualityPassed: '19', reason: 'counted by hand' },
        }),
        happened(productionOrder(order), {
          type: 'ProductionOrderCompleted',
          data: { order, item: 'GM-40', good: pieces('20'), scrapped: pieces('0') },
        }),
      ]);
  });

  it('records no override where none was needed', () => {
    expect(
      afterShift().when(completeProductionOrder, { order, good: pieces('19'), overrideReason: 'just in case' }).decision
        .events,
    ).toHaveLength(1);
  });

  it('asks only the last operation where nothing is inspected', () => {
    const { decision } = given(productionOrder(order), [...released([step('10', [])]), reported('10', '5')])
      .when(completeProductionOrder, { order, good: pieces('6') })
      .thenRejected('more-than-passed', { lastOperationGood: '5' });
    expect(decision.rejection?.more.facts?.qualityPassed).toBeUndefined();
  });

  it('counts of several last operations and of several inspections the least', () => {
    const branches = [step('10', [], 'IP-1'), step('20', ['10'], 'IP-2'), step('30', ['10'])];
    given(productionOrder(order), [
      ...released(branches),
      reported('20', '3'),
      reported('30', '2'),
      verdict(1, true, '10'),
      verdict(2, true, '10'),
      verdict(1, true, '20'),
    ])
      .when(completeProductionOrder, { order, good: pieces('2') })
      .thenRejected('more-than-passed', { lastOperationGood: '2', qualityPassed: '1' });
  });

  it('is refused in another unit', () => {
    afterShift()
      .when(completeProductionOrder, { order, good: { value: '19', unit: 'KGM' } })
      .thenRejected('unit-mismatch', { expected: 'C62' });
  });
});

describe('what quality passed', () => {
  const passed = (...events: ProductionOrderEvent[]) =>
    orderView(stateAfter([...released(line), ...events]), 0)?.qualityPassed;

  it('is judged by the last verdict on a unit', () => {
    expect(passed(verdict(7, false), verdict(7, true))).toBe('1');
    expect(passed(verdict(7, true), verdict(7, false))).toBe('0');
  });

  it('is judged by the time of the verdicts, not by the order in which they became known', () => {
    const early = { actor: 'system:test', at: '2026-01-05T07:00:00.000Z' };
    const later = stateAfter([...released(line), verdict(7, true)]);
    expect(orderView(productionOrder(order).kind.evolve(later, verdict(7, false), early), 0)?.qualityPassed).toBe('1');
  });

  it('does not count what was scrapped afterwards', () => {
    expect(
      passed(verdict(7, true), verdict(8, true), { type: 'UnitScrapRecorded', data: { order, unit: 'GM-7' } }),
    ).toBe('1');
  });

  it('counts a unit only when it passed in every branch', () => {
    const branches = [step('10', []), step('20', ['10'], 'IP-1'), step('30', ['10'], 'IP-2')];
    const state = stateAfter([
      ...released(branches),
      verdict(1, true, '20'),
      verdict(2, false, '20'),
      verdict(1, false, '30'),
      verdict(2, true, '30'),
      verdict(3, true, '20'),
      verdict(3, true, '30'),
    ]);
    expect(orderView(state, 0)?.qualityPassed).toBe('1');
  });

  it('asks only the inspections after which no other comes', () => {
    const twice = [step('10', [], 'IP-1'), step('20', ['10']), step('30', ['20'], 'IP-2')];
    expect(
      orderView(
        stateAfter([...released(twice), verdict(1, false, '10'), verdict(1, true, '30'), verdict(2, true, '10')]),
        0,
      )?.qualityPassed,
    ).toBe('1');
  });

  it('adds up the parts of a lot that several inspections judged', () => {
    const part = (inspection: string, passed: boolean, quantity: string): ProductionOrderEvent => ({
      type: 'QualityVerdictRecorded',
      data: { order, operation: '20', inspection, subject: { kind: 'lot', id: 'L-1' }, passed, quantity },
    });
    expect(passed(part('I-1', true, '7'), part('I-1', false, '3'), part('I-2', true, '10'))).toBe('17');
  });

  it('counts what failed and is used as it is', () => {
    expect(
      passed(verdict(7, false), {
        type: 'FailureAcceptedAsIs',
        data: { order, nonconformance: 'NC-1', subject: unit(7), quantity: '1' },
      }),
    ).toBe('1');
  });
});

describe('the view of an order', () => {
  it('tells the story of the shift', () => {
    expect(
      orderView(stateAfter(done), 51, [
        { item: 'SCR-8', unit: 'C62', short: '0' },
        { item: 'GEAR', unit: 'C62', short: '2.0' },
      ]),
    ).toMatchObject({
      status: 'in-progress',
      jobState: 'Running',
      produced: '19',
      scrapped: '1',
      qualityPassed: '19',
      version: 51,
      shortages: [{ item: 'GEAR', unit: 'C62', short: '2' }],
      operations: [
        { operation: '10', status: 'done', good: '20', scrap: '0', rework: '0' },
        { operation: '20', status: 'done', good: '19', scrap: '1', rework: '1' },
        { operation: '30', status: 'done', good: '19' },
      ],
    });
  });

  it('has an operation ready only when everything before it is done, and branches in parallel', () => {
    const graph = [step('10', []), step('20', ['10']), step('30', ['10']), step('40', ['20', '30'])];
    const statuses = (...operations: string[]) =>
      orderView(
        stateAfter([
          ...released(graph),
          ...operations.map((operation): ProductionOrderEvent => ({
            type: 'OperationDoneRecorded',
            data: { order, operation },
          })),
        ]),
        0,
      )?.operations.map(({ status }) => status);
    expect(statuses()).toEqual(['ready', 'waiting', 'waiting', 'waiting']);
    expect(statuses('10')).toEqual(['done', 'ready', 'ready', 'waiting']);
    expect(statuses('10', '20')).toEqual(['done', 'done', 'ready', 'waiting']);
    expect(statuses('10', '20', '30')).toEqual(['done', 'done', 'done', 'ready']);
  });

  it('is the same when the reports occurred before the order was entered', () => {
    const [created, release, ...rest] = shift;
    const view = orderView(stateAfter([...rest, created, release]), 0);
    expect(view).toEqual(orderView(stateAfter(shift), 0));
  });

  it('is none for an order that is not there', () => {
    expect(orderView(stateAfter([reported('10', '1')]), 1)).toBeUndefined();
  });
});

describe('what is reported about an order', () => {
  const paused = () =>
    given(productionOrder(order), [...shift, { type: 'ProductionOrderPaused', data: { order, reason: '' } }]);

  it('is recorded whatever status the order is in', () => {
    const progress = { order, operation: '30', good: '1', scrap: '0', rework: '0' };
    paused()
      .when(recordOperationProgress, progress)
      .then([happened(productionOrder(order), { type: 'OperationProgressRecorded', data: progress })]);
  });

  it('gives no event when it says nothing new', () => {
    paused().when(recordOperationStart, { order, operation: '10' }).then([]);
    afterShift().when(recordOperationDone, { order, operation: '10' }).then([]);
    paused().when(recordUnitScrap, { order, unit: 'GM-12' }).then([]);
  });

  it('belongs to the operation that the plan was pinned at', () => {
    const said = { order, inspection: 'I-1', subject: unit(1), passed: true, quantity: '1' };
    paused()
      .when(recordQualityVerdict, { ...said, plan: 'IP-1' })
      .then([happened(productionOrder(order), { type: 'QualityVerdictRecorded', data: { ...said, operation: '20' } })]);
    paused()
      .when(recordQualityVerdict, { ...said, plan: 'OTHER', operation: '20' })
      .then([]);
  });

  it('may be a concession', () => {
    const accepted = { order, nonconformance: 'NC-1', subject: unit(7), quantity: '1' };
    paused()
      .when(recordAcceptanceAsIs, accepted)
      .then([happened(productionOrder(order), { type: 'FailureAcceptedAsIs', data: accepted })]);
  });

  it('is refused for an order that is not there', () => {
    given(productionOrder(order), [])
      .when(recordOperationDone, { order, operation: '10' })
      .thenRejected('unknown-production-order');
  });
});
