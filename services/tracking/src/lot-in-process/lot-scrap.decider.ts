import { add, happened, smaller, subtract, sum, type Look, type Occurrence } from '@millwright/event-sourcing';
import { jobOf } from '../job/job.decider.js';
import { reportPieces, willNotArrive } from '../job/pieces.decider.js';
import { isLast, nextOperations } from '../order/route.rules.js';
import { inLot, lotInProcess } from './lot-in-process.decider.js';
import { countedOf, type LotAtWork } from './lot-report.decider.js';

export interface ScrappedPart {
  readonly lot: LotAtWork;
  /** Decimal string. */
  readonly pieces: string;
}

interface Why {
  readonly reason: string;
  readonly nonconformance?: string;
  readonly originOperation?: string;
}

/** Where a lot is; between operations, where it was last, since its pieces are the good ones of that operation. */
export const whereItIs = ({ state, order }: LotAtWork): string =>
  state.at?.operation ?? state.passed.at(-1) ?? nextOperations(order.operations, [])[0];

export interface Share {
  /** Reported as good by the operation. */
  readonly reported: string;
  /** Not reported yet, but counted by it before the lot was sent back. */
  readonly again: string;
  readonly unreported: string;
}

/** What an operation has said of so many pieces; what it has not reported yet comes first. */
export function shareOf({ state }: LotAtWork, operation: string, pieces: string): Share {
  if (state.passed.includes(operation)) return { reported: pieces, again: '0', unreported: '0' };
  const unreported = smaller(pieces, subtract(state.quantity, state.good[operation] ?? '0'));
  const again = smaller(unreported, state.countedBefore[operation] ?? '0');
  return { reported: subtract(pieces, unreported), again, unreported };
}

/** Pieces scrapped by decision, or lost: out of lots that are at the same place of the same order. */
export function scrapParts(look: Look, parts: readonly ScrappedPart[], why: Why): Occurrence[] {
  const [{ lot: first }] = parts;
  const { order } = first;
  const operation = whereItIs(first);
  const { workCenter } = look(jobOf(order.order, operation));
  const shares = parts.map(({ lot, pieces }) => ({ lot, pieces, ...shareOf(lot, operation, pieces) }));
  const events = shares.map(({ lot: { id, state }, pieces, reported, again }) =>
    happened(lotInProcess(id), {
      type: 'LotPartScrapped',
      data: {
        lot: id,
        item: state.item,
        order: order.order,
        operation,
        workCenter,
        quantity: inLot(state, pieces),
        reported: inLot(state, reported),
        again: inLot(state, again),
        ...why,
      },
    }),
  );
  const counted = sum(
    shares.map(({ reported, again }) => (isLast(order.operations, operation) ? reported : add(reported, again))),
  );
  const pieces = sum(parts.map((part) => part.pieces));
  return [
    ...events,
    ...reportPieces(look, order, operation, {
      good: subtract('0', counted),
      scrap: pieces,
      scrapReason: why.reason,
      lot: first.id,
    }),
    ...willNotArrive(look, order, {
      operation,
      pieces,
      lot: first.id,
      countedAt: (one) => sum(parts.map((part) => countedOf(part.lot, part.pieces)(one))),
    }),
  ];
}
