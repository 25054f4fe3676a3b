import { decimal, multiply, rejection, type Quantity, type Rejection } from '@millwright/event-sourcing';

export interface ItemState {
  /** False until its release has been heard from orders. */
  readonly known: boolean;
  /** Base unit of measure: all stock of the item is counted in it. */
  readonly unit: string;
  readonly tracking: 'serial' | 'lot';
  /** Other unit to how many base units one of it is. */
  readonly conversions: ReadonlyMap<string, string>;
}

/** Orders owns the items; between its release of one and inventory hearing of it lies a moment. */
export const unknownItem = (item: string): Rejection =>
  rejection(
    'unknown-item',
    `Item ${item} is not known here yet. Define it in orders; if that was just done, try again in a moment.`,
    {
      kind: 'unknown',
      facts: { item },
    },
  );

/** An amount in the base unit, exact; undefined when the item is not counted in that unit. */
export function inBaseUnit({ known, unit, conversions }: ItemState, quantity: Quantity): string | undefined {
  if (!known) return undefined;
  if (quantity.unit === unit) return decimal(quantity.value);
  const factor = conversions.get(quantity.unit);
  return factor === undefined ? undefined : multiply(quantity.value, factor);
}

export const unitMismatch = (item: string, { unit, conversions }: ItemState, found: string): Rejection =>
  rejection('unit-mismatch', `${item} is counted in ${[unit, ...conversions.keys()].join(' or ')}, not in ${found}.`, {
    kind: 'invalid',
    legal: [unit, ...conversions.keys()],
    facts: { item, expected: unit, found },
  });

const wholeNumber = /^-?\d+$/;

/** What a command may say of an item: a known unit, and whole pieces where each piece has its own number. */
export function amountOf(item: string, state: ItemState, quantity: Quantity): string | Rejection {
  if (!state.known) return unknownItem(item);
  const amount = inBaseUnit(state, quantity);
  if (amount === undefined) return unitMismatch(item, state, quantity.unit);
  if (state.tracking === 'serial' && !wholeNumber.test(amount)) {
    return rejection('serial-quantity', `${item} is serialized: it comes in whole pieces, not in ${amount}.`, {
      kind: 'invalid',
      facts: { item, quantity: amount },
    });
  }
  return amount;
}
