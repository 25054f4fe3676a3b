import { given, happened, nothing } from '@millwright/event-sourcing';
import { jobOf } from '../job/job.decider.js';
import { gearMotors, jobOpened, pieces, released } from '../order/gear-motor.spec.js';
import { productionOrder } from '../order/production-order.decider.js';
import {
  consumed,
  created,
  finished,
  gm1,
  housing,
  movedIn,
  plant,
  reported,
  verdict,
  went,
  workCenters,
} from './gear-motor-unit.spec.js';
import { scrapUnit } from './unit-life.decider.js';
import { followDisposition, hearVerdict } from './unit-quality.decider.js';
import { finishOperation, moveIn } from './unit-route.decider.js';
import type { UnitEvent } from './unit.events.js';

describe('what quality decided', () => {
  const failed = [...went('10'), movedIn('20'), verdict('failed')];
  const dispose = { unit: 'GM-1', nonconformance: 'N-1', reason: 'loud' };
  const sent: UnitEvent = {
    type: 'UnitSentToRework',
    data: {
      unit: 'GM-1',
      order: 'PO-1',
      operation: '10',
      again: ['10', '20', '30'],
      takenBack: [],
      nonconformance: 'N-1',
    },
  };

  it('sends back, and counts the rework where it was found', () => {
    plant(...failed)
      .when(followDisposition, { ...dispose, disposition: 'rework', reworkFrom: '10' })
      .then([happened(gm1, sent), happened(jobOf('PO-1', '20'), reported('20', '0', { rework: '1' }))]);
  });

  it('has everything passed again, without counting or backflushing twice', () => {
    plant(...failed, sent)
      .when(moveIn, { unit: 'GM-1', operation: '20' })
      .thenRejected('wrong-operation', { expected: ['10'] });
    plant(...failed, consumed(), housing, sent)
      .when(moveIn, { unit: 'GM-1', operation: '10' })
      .then([happened(gm1, movedIn('10', 2))]);
    plant(...failed, consumed(), housing, sent, movedIn('10', 2))
      .when(finishOperation, { unit: 'GM-1', operation: '10' })
      .then([happened(gm1, finished('10', 2))]);
  });

  it('takes a completed unit back out of what the order has made', () => {
    const completed: UnitEvent = {
      type: 'UnitCompleted',
      data: { unit: 'GM-1', order: 'PO-1', item: 'GM-40', itemRevision: 'A' },
    };
    plant(...went('10', '20', '30'), completed)
      .when(followDisposition, { ...dispose, disposition: 'rework', reworkFrom: '30' })
      .then([
        happened(gm1, {
          ...sent,
          data: { ...sent.data, operation: '30', again: ['30'], takenBack: ['30'] },
        } as UnitEvent),
        happened(jobOf('PO-1', '30'), reported('30', '-1', { rework: '1' })),
      ]);
  });

  it('scraps: the operation counts it, those after it will not see it', () => {
    plant(...failed)
      .when(followDisposition, { ...dispose, disposition: 'scrap' })
      .then([
        happened(gm1, {
          type: 'UnitScrapped',
          data: {
            unit: 'GM-1',
            item: 'GM-40',
            order: 'PO-1',
            operation: '20',
            workCenter: 'TEST-1',
            pieces: pieces('1'),
            reason: 'loud',
          },
        }),
        happened(jobOf('PO-1', '20'), reported('20', '0', { scrap: '1', scrapReason: 'loud' })),
        happened(jobOf('PO-1', '30'), {
          type: 'PiecesWillNotArrive',
          data: { order: 'PO-1', operation: '30', workCenter: 'PACK-1', quantity: pieces('1'), scrappedAt: '20' },
        }),
      ]);
    const scrapped: UnitEvent = {
      type: 'UnitScrapped',
      data: { unit: 'GM-1', item: 'GM-40', order: 'PO-1', operation: '20', reason: 'loud' },
    };
    plant(...failed, scrapped)
      .when(followDisposition, { ...dispose, disposition: 'scrap' })
      .then([]);
    plant(...failed, scrapped)
      .when(scrapUnit, { unit: 'GM-1', reason: 'x' })
      .thenRejected('unit-scrapped');
    plant(...failed, scrapped)
      .when(moveIn, { unit: 'GM-1', operation: '30' })
      .thenRejected('unit-scrapped');
  });

  it('scraps a unit that waits between operations out of the count of the one it has passed', () => {
    plant(...went('10'))
      .when(scrapUnit, { unit: 'GM-1', reason: 'dropped' })
      .answering({ unit: 'GM-1', status: 'scrapped' })
      .then([
        happened(gm1, {
          type: 'UnitScrapped',
          data: {
            unit: 'GM-1',
            item: 'GM-40',
            order: 'PO-1',
            operation: '10',
            workCenter: 'ASSY-1',
            pieces: pieces('1'),
            reason: 'dropped',
          },
        }),
        happened(jobOf('PO-1', '10'), reported('10', '-1', { scrap: '1', scrapReason: 'dropped' })),
        ...['20', '30'].map((operation) =>
          happened(jobOf('PO-1', operation), {
            type: 'PiecesWillNotArrive' as const,
            data: {
              order: 'PO-1',
              operation,
              workCenter: workCenters[operation],
              quantity: pieces('1'),
              scrappedAt: '10',
            },
          }),
        ),
      ]);
  });

  it('accepts as it is: that counts as passed', () => {
    const accepted: UnitEvent = {
      type: 'UnitAcceptedAsIs',
      data: { unit: 'GM-1', order: 'PO-1', operation: '20', nonconformance: 'N-1' },
    };
    plant(...failed)
      .when(followDisposition, { ...dispose, disposition: 'use-as-is' })
      .then([happened(gm1, accepted)]);
    plant(...failed, accepted)
      .when(finishOperation, { unit: 'GM-1', operation: '20' })
      .answering({ unit: 'GM-1', operation: '20', attempt: 1, status: 'in-process', next: ['30'] });
  });

  it('notes each verdict once, and ignores what tracking does not make', () => {
    const hear = { unit: 'GM-1', operation: '20', inspection: 'I-1', verdict: 'passed' as const };
    plant(movedIn('10'))
      .when(hearVerdict, hear)
      .then([happened(gm1, verdict('passed'))]);
    plant(movedIn('10'), verdict('passed')).when(hearVerdict, hear).then([]);
    nothing().when(hearVerdict, hear).then([]);
    nothing()
      .when(followDisposition, { ...dispose, disposition: 'scrap' })
      .then([]);
  });
});

describe('an order with two last operations', () => {
  const forked = {
    ...gearMotors,
    components: [],
    operations: gearMotors.operations.map((one) => ({ ...one, after: one.operation === '10' ? [] : ['10'] })),
  };

  it('has not produced a piece that passed one of them and was scrapped at the other', () => {
    const events = given(productionOrder('PO-1'), [released(forked)])
      .given(gm1, [created, ...went('10', '20'), movedIn('30')])
      .given(jobOf('PO-1', '20'), [jobOpened('20', forked), reported('20', '1')])
      .when(scrapUnit, { unit: 'GM-1', reason: 'dropped' }).decision.events;
    expect(events.slice(1)).toMatchObject([
      { event: { type: 'PiecesReported', data: { operation: '30', good: pieces('0'), scrap: pieces('1') } } },
      { event: { type: 'PiecesReported', data: { operation: '20', good: pieces('-1'), scrap: pieces('0') } } },
      { event: { type: 'PiecesWillNotArrive', data: { operation: '20', quantity: pieces('1') } } },
    ]);
  });
});
