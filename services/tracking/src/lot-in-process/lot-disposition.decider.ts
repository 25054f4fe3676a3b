import {
  add,
  compare,
  decider,
  happened,
  isMoreThan,
  isZero,
  Rejection,
  rejection,
  subtract,
  type Decision,
  type Look,
  type Occurrence,
} from '@millwright/event-sourcing';
import { jobOf } from '../job/job.decider.js';
import { reportPieces } from '../job/pieces.decider.js';
import { missingComponents } from '../material/consumption.decider.js';
import { item as itemStream, releasedOrder } from '../order/production-order.decider.js';
import { inUnit } from '../order/quantity.rules.js';
import { fromOperationOn, isLast } from '../order/route.rules.js';
import { isFree, lotsChanged, madeOf } from './lot-balance.decider.js';
import type { FollowLotDisposition } from './lot-in-process.commands.js';
import { inLot, lotInProcess } from './lot-in-process.decider.js';
import type { CountedBefore } from './lot-in-process.events.js';
import { fill, minus } from './lot-parts.rules.js';
import { consumerOf, passedOperation, scrapped, type LotAtWork } from './lot-report.decider.js';
import { scrapParts, shareOf, whereItIs } from './lot-scrap.decider.js';

/** What quality says of something that tracking has not made concerns it not at all. */
const ofNoConcern: Decision = { events: [] };

/** Nothing of it is left to report where it is: it has passed, and what it lacks was used all the same. */
function nothingLeftToReport(look: Look, lot: LotAtWork, left: string, reported: string): Occurrence[] {
  const { at, good, scrap, runAgain } = lot.state;
  if (!at || compare(subtract(good[at.operation] ?? '0', reported), left) < 0) return [];
  const worked = add(subtract(good[at.operation] ?? '0', runAgain[at.operation] ?? '0'), scrap[at.operation] ?? '0');
  const consumer = consumerOf(lot, at.operation, worked);
  const { id, order } = lot;
  return [
    ...missingComponents(consumer).map(({ item, unit, required, installed }) =>
      consumer.record({
        type: 'BackflushVarianceRecorded',
        data: {
          product: id,
          order: order.order,
          operation: at.operation,
          item,
          missing: { value: subtract(required, installed), unit },
        },
      }),
    ),
    ...passedOperation(lot, at.operation, look(jobOf(order.order, at.operation)).workCenter, left),
  ];
}

function scrapPieces(look: Look, lot: LotAtWork, pieces: string, command: FollowLotDisposition): Occurrence[] {
  const { reason, nonconformance, originOperation } = command;
  const operation = whereItIs(lot);
  const left = subtract(lot.state.quantity, pieces);
  const { reported } = shareOf(lot, operation, pieces);
  return [
    ...scrapParts(look, [{ lot, pieces }], { reason, nonconformance, originOperation }),
    ...(isZero(left) ? [scrapped(lot, operation)] : nothingLeftToReport(look, lot, left, reported)),
  ];
}

/** What operations have counted of so many pieces that run again from an operation on. */
function countedBeforeOf(lot: LotAtWork, pieces: string, again: readonly string[]): CountedBefore {
  const { state, order } = lot;
  const counted = order.operations.map(({ operation }) => {
    if (state.passed.includes(operation)) return [operation, again.includes(operation) ? pieces : '0'] as const;
    const share = shareOf(lot, operation, pieces);
    return [operation, subtract(pieces, subtract(share.unreported, share.again))] as const;
  });
  return Object.fromEntries(counted.filter(([, value]) => !isZero(value)));
}

/** A part of a lot that runs again goes its own way, as a lot of its own. */
function setApart(look: Look, lot: LotAtWork, child: string, pieces: string): Occurrence[] {
  const { id, state, order } = lot;
  const { reported } = shareOf(lot, whereItIs(lot), pieces);
  const quantity = inLot(state, pieces);
  const left = subtract(state.quantity, pieces);
  const [part] = fill([{ lot: id, quantity: state.quantity, countedBefore: {} }], [{ lot: child, quantity }]).filled;
  const about = { lot: id, item: state.item, order: order.order };
  const taken = Object.fromEntries(
    Object.keys(state.countedBefore).map((operation) => [operation, shareOf(lot, operation, pieces).again]),
  );
  const takenOut =
    state.at && !isZero(reported)
      ? [
          happened(lotInProcess(id), {
            type: 'LotReported' as const,
            data: {
              ...about,
              operation: state.at.operation,
              workCenter: state.at.workCenter,
              good: inLot(state, subtract('0', reported)),
              scrap: inLot(state, '0'),
            },
          }),
        ]
      : [];
  return [
    ...takenOut,
    happened(lotInProcess(id), {
      type: 'LotSplit',
      data: {
        lot: id,
        order: order.order,
        into: [{ lot: child, quantity }],
        loss: inLot(state, '0'),
        remaining: inLot(state, left),
        countedBefore: minus(state.countedBefore, taken),
      },
    }),
    madeOf(state, part),
    lotsChanged(look, order.order, [], [{ lot: child }]),
    ...nothingLeftToReport(look, lot, left, reported),
  ];
}

const freeNumber = (look: Look, { id }: LotAtWork, nonconformance: string): string => {
  const number = `${id}-${nonconformance}`;
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? number : `${number}-${n}`;
    if (isFree(look, candidate)) return candidate;
  }
};

/** As for a unit: operations go on counting what they have counted, only the last ones take it back. */
function sendToRework(look: Look, lot: LotAtWork, pieces: string, command: FollowLotDisposition): Occurrence[] {
  const { nonconformance, originOperation, reworkFrom } = command;
  const { id, state, order } = lot;
  const foundAt = whereItIs(lot);
  const from = reworkFrom ?? foundAt;
  const again = fromOperationOn(order.operations, from);
  const countedBefore = countedBeforeOf(lot, pieces, again);
  const whole = compare(pieces, state.quantity) === 0;
  const runs = whole ? id : freeNumber(look, lot, nonconformance);
  const { unreported, again: before } = shareOf(lot, foundAt, pieces);
  const sent = happened(lotInProcess(runs), {
    type: 'LotSentToRework',
    data: {
      lot: runs,
      item: state.item,
      order: order.order,
      operation: from,
      again,
      quantity: inLot(state, pieces),
      foundAt,
      unreported: inLot(state, subtract(unreported, before)),
      countedBefore,
      nonconformance,
      originOperation,
    },
  });
  const takenBack = again.filter((one) => isLast(order.operations, one) && !isZero(countedNow(lot, one, pieces)));
  const touched = takenBack.includes(foundAt) ? takenBack : [...takenBack, foundAt];
  return [
    ...(whole ? [] : setApart(look, lot, runs, pieces)),
    sent,
    ...touched.flatMap((operation) =>
      reportPieces(look, order, operation, {
        good: takenBack.includes(operation) ? subtract('0', countedNow(lot, operation, pieces)) : '0',
        rework: operation === foundAt ? pieces : '0',
        lot: runs,
      }),
    ),
  ];
}

/** In the count of a last operation; what it has taken back before is not. */
const countedNow = (lot: LotAtWork, operation: string, pieces: string): string =>
  shareOf(lot, operation, pieces).reported;

export const followLotDisposition = decider<FollowLotDisposition>({
  name: 'follow-lot-disposition',
  streams: ({ lot }) => [lotInProcess(lot)],
  decide: (command, look) => {
    const { lot: id, nonconformance, disposition, quantity } = command;
    const state = look(lotInProcess(id));
    if (state.status === 'none' || disposition === 'return') return ofNoConcern;
    const order = releasedOrder(look, state.order);
    if (order instanceof Rejection) return order;
    if (state.status !== 'in-process' && state.status !== 'completed')
      return rejection(`lot-${state.status}`, `Lot ${id} is ${state.status}: dispose of what became of it.`, {
        legal: state.into.map(({ lot }) => lot),
        facts: { lot: id },
      });
    const amount = inUnit(quantity, state.unit, state.item, look(itemStream(state.item)));
    if (amount instanceof Rejection) return amount;
    if (isMoreThan(amount.value, state.quantity))
      return rejection('more-than-in-lot', `Lot ${id} has ${state.quantity} ${state.unit}, not ${amount.value}.`, {
        facts: { lot: id, left: state.quantity, disposed: amount.value },
      });
    const lot = { id, state, order };
    if (disposition === 'scrap') return scrapPieces(look, lot, amount.value, command);
    if (disposition === 'rework') return sendToRework(look, lot, amount.value, command);
    return [
      happened(lotInProcess(id), {
        type: 'LotAcceptedAsIs',
        data: { lot: id, order: state.order, operation: state.at?.operation, quantity: amount, nonconformance },
      }),
    ];
  },
});
