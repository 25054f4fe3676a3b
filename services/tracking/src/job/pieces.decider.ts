import {
  add,
  compare,
  happened,
  isZero,
  rejection,
  subtract,
  type Look,
  type Occurrence,
  type Rejection,
} from '@millwright/event-sourcing';
import { isLast } from '../order/route.rules.js';
import type { ReleasedOrder } from '../order/production-order.decider.js';
import { jobOf } from './job.decider.js';

/** What one command changes in the count of one job, decimal strings in the unit of the order. */
export interface Pieces {
  readonly good?: string;
  readonly scrap?: string;
  readonly rework?: string;
  readonly scrapReason?: string;
  readonly unit?: string;
  readonly lot?: string;
}

interface Place {
  readonly order: string;
  readonly operation: string;
  readonly workCenter: string;
}

const placeOf = ({ order, operations }: ReleasedOrder, operation: string): Place => ({
  order,
  operation,
  workCenter: operations.find((one) => one.operation === operation)?.workCenter ?? '',
});

/** Follows from the count alone: every piece ordered has passed, was scrapped here, or will not arrive. */
function doneOrReopened(look: Look, released: ReleasedOrder, operation: string, counted: string): Occurrence[] {
  const { status, good, scrap, lost } = look(jobOf(released.order, operation));
  const complete = compare(add(add(good, scrap), add(lost, counted)), released.quantity.value) >= 0;
  const data = placeOf(released, operation);
  const stream = jobOf(released.order, operation);
  const { externalOrder } = released;
  if (complete && status === 'open')
    return [happened(stream, { type: 'OperationDone', data: { ...data, externalOrder } })];
  if (!complete && status === 'done') return [happened(stream, { type: 'OperationReopened', data })];
  return [];
}

function piecesReported(released: ReleasedOrder, operation: string, pieces: Pieces): Occurrence {
  const { good = '0', scrap = '0', rework = '0', ...about } = pieces;
  const { order, externalOrder, item, quantity, operations } = released;
  const { unit } = quantity;
  return happened(jobOf(order, operation), {
    type: 'PiecesReported',
    data: {
      ...placeOf(released, operation),
      externalOrder,
      item,
      last: isLast(operations, operation),
      good: { value: good, unit },
      scrap: { value: scrap, unit },
      rework: { value: rework, unit },
      ...about,
    },
  });
}

/** The pieces and what follows from them for the job. One call for one operation in one command. */
export const reportPieces = (look: Look, released: ReleasedOrder, operation: string, pieces: Pieces): Occurrence[] => [
  piecesReported(released, operation, pieces),
  ...doneOrReopened(look, released, operation, add(pieces.good ?? '0', pieces.scrap ?? '0')),
];

export interface Scrapped extends Pick<Pieces, 'unit' | 'lot'> {
  /** Where. */
  readonly operation: string;
  /** How many, as a decimal string. */
  readonly pieces: string;
  /** How many of them an operation has counted as good. */
  readonly countedAt: (operation: string) => string;
}

/**
 * What is scrapped at one operation never comes to those that it has not been to. A last operation that has counted it
 * takes it back: what it counts is what the order has produced.
 */
export function willNotArrive(look: Look, released: ReleasedOrder, scrapped: Scrapped): Occurrence[] {
  const { operation: scrappedAt, pieces, countedAt, ...about } = scrapped;
  if (isZero(pieces)) return [];
  const { operations, quantity } = released;
  return operations.flatMap(({ operation }) => {
    if (operation === scrappedAt) return [];
    const counted = countedAt(operation);
    const missed = subtract(pieces, counted);
    const takesBack = isLast(operations, operation) && !isZero(counted);
    const lost = takesBack ? pieces : missed;
    if (isZero(lost)) return [];
    return [
      ...(takesBack ? [piecesReported(released, operation, { good: subtract('0', counted), ...about })] : []),
      happened(jobOf(released.order, operation), {
        type: 'PiecesWillNotArrive',
        data: { ...placeOf(released, operation), quantity: { value: lost, unit: quantity.unit }, scrappedAt },
      }),
      ...doneOrReopened(look, released, operation, missed),
    ];
  });
}

/** More good pieces than the order asks for are refused; that is a new order, or a change of this one. */
export function tooMany(look: Look, released: ReleasedOrder, operation: string, more: string): Rejection | undefined {
  const { good, scrap, lost } = look(jobOf(released.order, operation));
  const total = add(add(good, scrap), add(lost, more));
  const { value, unit } = released.quantity;
  if (compare(total, value) <= 0) return undefined;
  return rejection(
    'more-than-ordered',
    `Order ${released.order} asks for ${value} ${unit}; operation ${operation} would come to ${total}.`,
    {
      facts: { order: released.order, operation, ordered: value, good, scrapped: scrap, reported: more },
    },
  );
}
