import { given, happened, nothing, type Occurrence } from '@millwright/event-sourcing';
import { jobOf } from '../job/job.decider.js';
import type { JobEvent } from '../job/job.events.js';
import { gearMotors, jobOpened, pieces, released } from '../order/gear-motor.spec.js';
import { productionOrder } from '../order/production-order.decider.js';
import { followLotDisposition } from './lot-disposition.decider.js';
import { lotInProcess } from './lot-in-process.decider.js';
import type { LotInProcessEvent } from './lot-in-process.events.js';
import { reportLot } from './lot-report.decider.js';

const byLot = { ...gearMotors, item: 'HS-40', tracking: 'lot' as const, quantity: pieces('100'), components: [] };
const lot = lotInProcess('L');
const workCenters: Record<string, string> = { '10': 'ASSY-1', '20': 'TEST-1', '30': 'PACK-1' };
const at = (operation: string) => ({
  lot: 'L',
  item: 'HS-40',
  order: 'PO-1',
  operation,
  workCenter: workCenters[operation],
});
const movedIn = (operation: string): LotInProcessEvent => ({
  type: 'LotMovedIn',
  data: { ...at(operation), quantity: pieces('100') },
});
const good = (operation: string, value: string): LotInProcessEvent => ({
  type: 'LotReported',
  data: { ...at(operation), good: pieces(value), scrap: pieces('0') },
});
const finished = (operation: string): LotInProcessEvent => ({
  type: 'LotFinishedOperation',
  data: { ...at(operation), quantity: pieces('100') },
});
const passed = (operation: string): LotInProcessEvent[] => [
  movedIn(operation),
  good(operation, '100'),
  finished(operation),
];
const counted = (operation: string, value: string): JobEvent => ({
  type: 'PiecesReported',
  data: {
    ...at(operation),
    last: operation === '30',
    good: pieces(value),
    scrap: pieces('0'),
    rework: pieces('0'),
  },
});

const plant = (...events: LotInProcessEvent[]) =>
  given(productionOrder('PO-1'), [released(byLot)])
    .given(jobOf('PO-1', '10'), [jobOpened('10', byLot), counted('10', '100')])
    .given(jobOf('PO-1', '20'), [jobOpened('20', byLot)])
    .given(jobOf('PO-1', '30'), [jobOpened('30', byLot)])
    .given(lot, [
      {
        type: 'LotBegun',
        data: { lot: 'L', order: 'PO-1', item: 'HS-40', itemRevision: 'A', quantity: pieces('100') },
      },
      ...events,
    ]);
const dispose = { lot: 'L', nonconformance: 'N-1', quantity: pieces('4'), reason: 'void' };

/** What the jobs count: operation, good, scrap, rework; or operation and what will not arrive. */
const countsOf = (events: readonly Occurrence[]): string[] =>
  events.flatMap(({ event }) => {
    const { type, data } = event as JobEvent;
    if (type === 'PiecesReported')
      return [`${data.operation}: ${data.good.value} ${data.scrap.value} ${data.rework.value}`];
    return type === 'PiecesWillNotArrive' ? [`${data.operation} misses ${data.quantity.value}`] : [];
  });
const typesOf = (events: readonly Occurrence[]): string[] => events.map(({ event }) => event.type);

describe('pieces of a lot that quality has scrapped', () => {
  const scrap = { ...dispose, disposition: 'scrap' as const };

  it('come out of what the operation has not reported yet, then out of its good', () => {
    const { events } = plant(...passed('10'), movedIn('20'), good('20', '98')).when(
      followLotDisposition,
      scrap,
    ).decision;
    expect(countsOf(events)).toEqual(['20: -2 4 0', '30 misses 4']);
    expect(events[0].event.data).toMatchObject({ quantity: pieces('4'), reported: pieces('2'), reason: 'void' });
  });

  it('were good of the operation passed last, where the lot waits', () =>
    expect(countsOf(plant(...passed('10')).when(followLotDisposition, scrap).decision.events)).toEqual([
      '10: -4 4 0',
      '20 misses 4',
      '30 misses 4',
    ]));

  it('may be the last ones that the lot waited for, or all of it', () => {
    const waits = plant(...passed('10'), movedIn('20'), good('20', '96'));
    expect(typesOf(waits.when(followLotDisposition, scrap).decision.events)).toContain('LotFinishedOperation');
    const all = plant(...passed('10')).when(followLotDisposition, { ...scrap, quantity: pieces('100') });
    expect(typesOf(all.decision.events)).toContain('LotScrapped');
  });

  it('cannot be more than there are, nor be of a lot that is others by now', () => {
    plant()
      .when(followLotDisposition, { ...scrap, quantity: pieces('101') })
      .thenRejected('more-than-in-lot', { left: '100' });
    const merged = { lot: 'L', order: 'PO-1', into: 'M', quantity: pieces('100') };
    plant({ type: 'LotMerged', data: merged })
      .when(followLotDisposition, scrap)
      .thenRejected('lot-merged', { lot: 'L' });
    nothing().when(followLotDisposition, scrap).then([]);
  });
});

describe('pieces of a lot that run again', () => {
  const rework = { ...dispose, disposition: 'rework' as const, reworkFrom: '10' };

  it('go their own way as a lot of their own, when they are a part of it', () => {
    const { events } = plant(...passed('10'), movedIn('20')).when(followLotDisposition, rework).decision;
    expect(typesOf(events)).toEqual(['LotSplit', 'LotMadeOfLots', 'LotsChanged', 'LotSentToRework', 'PiecesReported']);
    expect(events[3]).toMatchObject({
      stream: { category: 'lot-in-process', id: 'L-N-1' },
      event: { data: { countedBefore: { '10': '4' } } },
    });
    expect(countsOf(events)).toEqual(['20: 0 0 4']);
  });

  it('are counted once by the operations that they pass again, and not where they end as scrap', () => {
    const sent: LotInProcessEvent = {
      type: 'LotSentToRework',
      data: {
        lot: 'L',
        item: 'HS-40',
        order: 'PO-1',
        operation: '10',
        again: ['10', '20', '30'],
        quantity: pieces('100'),
        foundAt: '20',
        unreported: pieces('100'),
        countedBefore: { '10': '100' },
        nonconformance: 'N-1',
      },
    };
    const again = plant(...passed('10'), movedIn('20'), sent).when(reportLot, {
      lot: 'L',
      operation: '10',
      good: pieces('97'),
      scrap: pieces('3'),
      scrapReason: 'void',
    });
    expect(countsOf(again.decision.events)).toEqual(['10: -3 3 0', '20 misses 3', '30 misses 3']);
    expect(typesOf(again.decision.events)).toContain('LotFinishedOperation');
  });

  it('are taken back out of what the order has made, when the lot was complete', () => {
    const complete = plant(...passed('10'), ...passed('20'), ...passed('30'), {
      type: 'LotCompleted',
      data: { lot: 'L', order: 'PO-1', item: 'HS-40', itemRevision: 'A', quantity: pieces('100') },
    });
    const { events } = complete.when(followLotDisposition, {
      ...rework,
      reworkFrom: '20',
      quantity: pieces('100'),
    }).decision;
    expect(countsOf(events)).toEqual(['30: -100 0 100']);
  });
});

it('pieces of a lot that are used as they are change no count', () => {
  plant(...passed('10'), movedIn('20'))
    .when(followLotDisposition, { ...dispose, disposition: 'use-as-is' })
    .then([
      happened(lot, {
        type: 'LotAcceptedAsIs',
        data: { lot: 'L', order: 'PO-1', operation: '20', quantity: pieces('4'), nonconformance: 'N-1' },
      }),
    ]);
});
