import { add, compare, isPositive, smaller, subtract, type Quantity } from '@millwright/event-sourcing';
import type { CountedBefore, LotPart } from './lot-in-process.events.js';

export interface Source {
  readonly lot: string;
  readonly quantity: string;
  readonly countedBefore: CountedBefore;
}

export interface Filled {
  readonly lot: string;
  readonly quantity: Quantity;
  readonly from: readonly LotPart[];
  readonly countedBefore: CountedBefore;
}

const some = (before: CountedBefore, pieces: string): CountedBefore =>
  Object.fromEntries(
    Object.entries(before)
      .map(([operation, counted]) => [operation, smaller(counted, pieces)] as const)
      .filter(([, counted]) => isPositive(counted)),
  );
export const minus = (before: CountedBefore, taken: CountedBefore): CountedBefore =>
  Object.fromEntries(
    Object.entries(before).map(([operation, counted]) => [operation, subtract(counted, taken[operation] ?? '0')]),
  );
const plus = (a: CountedBefore, b: CountedBefore): CountedBefore =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((operation) => [
      operation,
      add(a[operation] ?? '0', b[operation] ?? '0'),
    ]),
  );

/** Takes so many pieces out of the sources, in their order. */
function pour(sources: readonly Source[], pieces: string): { taken: Source[]; left: Source[] } {
  let open = pieces;
  const taken: Source[] = [];
  const left = sources.map((source) => {
    const out = smaller(open, source.quantity);
    if (!isPositive(out)) return source;
    open = subtract(open, out);
    const countedBefore = some(source.countedBefore, out);
    taken.push({ lot: source.lot, quantity: out, countedBefore });
    return {
      ...source,
      quantity: subtract(source.quantity, out),
      countedBefore: minus(source.countedBefore, countedBefore),
    };
  });
  return { taken, left };
}

/**
 * Fills the new lots one after the other, emptying the old ones one after the other, both in the order in which they are
 * named: so every piece of a new lot comes from a known one. What is left over in the old ones is what was lost.
 */
export function fill(
  sources: readonly Source[],
  into: readonly LotPart[],
): { readonly filled: readonly Filled[]; readonly left: readonly Source[] } {
  let left = [...sources];
  const filled = into.map(({ lot, quantity }) => {
    const poured = pour(left, quantity.value);
    left = poured.left;
    return {
      lot,
      quantity,
      from: poured.taken.map((one) => ({ lot: one.lot, quantity: { value: one.quantity, unit: quantity.unit } })),
      countedBefore: poured.taken.map((one) => one.countedBefore).reduce(plus, {}),
    };
  });
  return { filled, left };
}

/** In = out + loss. */
export const isBalanced = (input: string, out: string, loss: string): boolean => compare(add(out, loss), input) === 0;
