import { given, happened } from '@millwright/event-sourcing';
import { componentLot } from '../component/component-lot.decider.js';
import { jobOf } from '../job/job.decider.js';
import type { JobEvent } from '../job/job.events.js';
import { gearMotors, jobOpened, pieces, released } from '../order/gear-motor.spec.js';
import { orderOutput } from '../order/order-output.decider.js';
import { productionOrder } from '../order/production-order.decider.js';
import { mergeLots, splitLot } from './lot-balance.decider.js';
import { beginLot, reportJob } from './lot-life.decider.js';
import { lotInProcess } from './lot-in-process.decider.js';
import type { LotInProcessEvent } from './lot-in-process.events.js';
import { moveLotIn, reportLot } from './lot-report.decider.js';

const byLot = { ...gearMotors, item: 'HS-40', tracking: 'lot' as const, quantity: pieces('100'), components: [] };
const lot = (id = 'L') => lotInProcess(id);
const begun = (id = 'L', quantity = '100'): LotInProcessEvent => ({
  type: 'LotBegun',
  data: { lot: id, order: 'PO-1', item: 'HS-40', itemRevision: 'A', quantity: pieces(quantity) },
});
const about = { lot: 'L', item: 'HS-40', order: 'PO-1', operation: '10', workCenter: 'ASSY-1' };
const movedIn: LotInProcessEvent = { type: 'LotMovedIn', data: { ...about, quantity: pieces('100') } };
const reported = (good: string, scrap = '0', scrapReason?: string): LotInProcessEvent => ({
  type: 'LotReported',
  data: { ...about, good: pieces(good), scrap: pieces(scrap), scrapReason },
});
const finished = (quantity: string): LotInProcessEvent => ({
  type: 'LotFinishedOperation',
  data: { ...about, quantity: pieces(quantity) },
});
const counted = (good: string, scrap = '0', rework = '0', scrapReason?: string): JobEvent => ({
  type: 'PiecesReported',
  data: {
    order: 'PO-1',
    operation: '10',
    workCenter: 'ASSY-1',
    item: 'HS-40',
    last: false,
    good: pieces(good),
    scrap: pieces(scrap),
    rework: pieces(rework),
    scrapReason,
    lot: 'L',
  },
});
const missed = (operation: string, workCenter: string, value: string): JobEvent => ({
  type: 'PiecesWillNotArrive',
  data: { order: 'PO-1', operation, workCenter, quantity: pieces(value), scrappedAt: '10' },
});

const order = () =>
  given(productionOrder('PO-1'), [released(byLot)])
    .given(jobOf('PO-1', '10'), [jobOpened('10', byLot)])
    .given(jobOf('PO-1', '20'), [jobOpened('20', byLot)])
    .given(jobOf('PO-1', '30'), [jobOpened('30', byLot)]);
const plant = (...events: LotInProcessEvent[]) =>
  order()
    .given(orderOutput('PO-1'), [{ type: 'OrderLotBegun', data: { order: 'PO-1', lot: 'L', pieces: '100' } }])
    .given(lot(), [begun(), ...events]);
const report = { lot: 'L', operation: '10' };

describe('a lot in process', () => {
  it('begins within what is ordered', () => {
    order()
      .when(beginLot, { order: 'PO-1', lot: 'L', quantity: pieces('100') })
      .then([
        happened(orderOutput('PO-1'), { type: 'OrderLotBegun', data: { order: 'PO-1', lot: 'L', pieces: '100' } }),
        happened(lot(), begun()),
      ]);
    order()
      .when(beginLot, { order: 'PO-1', lot: 'L', quantity: pieces('100.5') })
      .thenRejected('more-than-ordered');
    order()
      .when(beginLot, { order: 'PO-1', lot: 'L', quantity: { value: '1', unit: 'KGM' } })
      .thenRejected('unit-mismatch');
    plant()
      .when(beginLot, { order: 'PO-1', lot: 'L2', quantity: pieces('1') })
      .thenRejected('more-than-ordered', { begun: '100' });
    given(productionOrder('PO-1'), [released()])
      .when(beginLot, { order: 'PO-1', quantity: pieces('1') })
      .thenRejected('tracked-by-unit');
  });

  it('is reported in parts; it has passed when nothing of it is left', () => {
    plant()
      .when(reportLot, { ...report, good: pieces('40'), rework: pieces('2') })
      .then([
        happened(lot(), movedIn),
        happened(lot(), {
          type: 'LotReported',
          data: { ...about, good: pieces('40'), scrap: pieces('0'), scrapReason: undefined, rework: pieces('2') },
        }),
        happened(jobOf('PO-1', '10'), counted('40', '0', '2')),
      ]);
    plant(movedIn, reported('40'))
      .when(reportLot, { ...report, good: pieces('55'), scrap: pieces('5'), scrapReason: 'void' })
      .then([
        happened(lot(), reported('55', '5', 'void')),
        happened(lot(), finished('95')),
        happened(jobOf('PO-1', '10'), counted('55', '5', '0', 'void')),
        happened(jobOf('PO-1', '20'), missed('20', 'TEST-1', '5')),
        happened(jobOf('PO-1', '30'), missed('30', 'PACK-1', '5')),
      ]);
  });

  it('ends where everything of it is scrap', () => {
    plant(movedIn)
      .when(reportLot, { ...report, scrap: pieces('100'), scrapReason: 'void' })
      .answering({ lot: 'L', operation: '10', good: '0', scrap: '100', rework: '0', status: 'scrapped' });
  });

  it('is reported by the job, which makes one lot of the order where none was begun', () => {
    order()
      .when(reportJob, { order: 'PO-1', operation: '10', good: pieces('10') })
      .answering({ lot: 'PO-1', operation: '10', good: '10', scrap: '0', rework: '0', status: 'in-process' });
    plant()
      .when(reportJob, { order: 'PO-1', operation: '10', good: pieces('10') })
      .answering({ lot: 'L', operation: '10', good: '10', scrap: '0', rework: '0', status: 'in-process' });
  });

  it('is refused what cannot be', () => {
    plant().when(reportLot, report).thenRejected('nothing-reported');
    plant()
      .when(reportLot, { ...report, scrap: pieces('1') })
      .thenRejected('scrap-reason-required');
    plant(movedIn, reported('40'))
      .when(reportLot, { ...report, good: pieces('61') })
      .thenRejected('more-than-in-lot', { left: '60' });
    plant()
      .when(reportLot, { lot: 'L', operation: '20', good: pieces('1') })
      .thenRejected('wrong-operation', { expected: ['10'] });
    plant(movedIn, finished('100'))
      .when(moveLotIn, { lot: 'L', operation: '20' })
      .thenRejected('job-waiting', { waitsFor: ['10'] });
    plant()
      .given(jobOf('PO-1', '10'), [counted('60')])
      .when(reportLot, { ...report, good: pieces('50') })
      .thenRejected('more-than-ordered');
    plant()
      .given(componentLot('L'), [{ type: 'HoldPutOnLot', data: { hold: 'H', lot: 'L', kind: 'lot', reason: 'x' } }])
      .when(moveLotIn, report)
      .thenRejected('lot-on-hold', { hold: 'H' });
  });
});

describe('to split and to merge', () => {
  it('keeps the balance: what goes in comes out or is lost', () => {
    plant()
      .when(splitLot, { lot: 'L', into: [{ lot: 'A', quantity: pieces('60') }] })
      .thenRejected('balance-broken', { in: '100', out: '60', difference: '40' });
    plant()
      .when(splitLot, {
        lot: 'L',
        into: [
          { lot: 'A', quantity: pieces('60') },
          { lot: 'L', quantity: pieces('40') },
        ],
      })
      .then([
        happened(lot(), {
          type: 'LotSplit',
          data: {
            lot: 'L',
            order: 'PO-1',
            into: [{ lot: 'A', quantity: pieces('60') }],
            loss: pieces('0'),
            remaining: pieces('40'),
          },
        }),
        happened(lot('A'), {
          type: 'LotMadeOfLots',
          data: {
            lot: 'A',
            order: 'PO-1',
            item: 'HS-40',
            itemRevision: 'A',
            quantity: pieces('60'),
            from: [{ lot: 'L', quantity: pieces('60') }],
            passed: [],
          },
        }),
        happened(orderOutput('PO-1'), { type: 'LotsChanged', data: { order: 'PO-1', ended: [], begun: ['A'] } }),
      ]);
    plant()
      .when(splitLot, {
        lot: 'L',
        into: [
          { lot: 'A', quantity: pieces('50') },
          { lot: 'A', quantity: pieces('50') },
        ],
      })
      .thenRejected('lot-exists');
    plant(movedIn)
      .when(splitLot, { lot: 'L', into: [{ lot: 'A', quantity: pieces('100') }] })
      .thenRejected('lot-at-operation', { operation: '10' });
  });

  it('counts a loss as scrap, and out of the good of the operation passed', () => {
    const split = plant(movedIn, reported('100'), finished('100')).when(splitLot, {
      lot: 'L',
      into: [{ lot: 'A', quantity: pieces('97') }],
      loss: pieces('3'),
    });
    expect(split.decision.events.map(({ event }) => event.type)).toEqual([
      'LotPartScrapped',
      'PiecesReported',
      'PiecesWillNotArrive',
      'PiecesWillNotArrive',
      'LotSplit',
      'LotMadeOfLots',
      'LotsChanged',
    ]);
    expect(split.decision.events[1].event.data).toMatchObject({
      good: pieces('-3'),
      scrap: pieces('3'),
      scrapReason: 'split-loss',
    });
  });

  it('merges lots that have come equally far', () => {
    plant()
      .given(lot('B'), [begun('B', '20')])
      .when(mergeLots, { lot: 'L', with: ['B'], into: 'C' })
      .answering({ lot: 'C', quantity: pieces('120') });
    plant(movedIn, finished('100'))
      .given(lot('B'), [begun('B', '20')])
      .when(mergeLots, { lot: 'L', with: ['B'], into: 'C' })
      .thenRejected('lots-differ');
    plant()
      .given(lot('B'), [begun('B', '20')])
      .when(mergeLots, { lot: 'L', with: ['B'], into: 'B' })
      .thenRejected('lot-exists');
    plant()
      .when(mergeLots, { lot: 'L', with: ['NOPE'], into: 'C' })
      .thenRejected('unknown-lot');
  });
});
