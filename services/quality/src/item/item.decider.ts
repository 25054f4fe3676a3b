import { orders, type HeardEvent } from '@millwright/contracts';
import { heardStream, multiply, quantity, Rejection, rejection, type Quantity } from '@millwright/event-sourcing';

export interface HeardItem {
  readonly unit: string;
  readonly conversions: readonly { readonly unit: string; readonly factor: string }[];
}

/** An item as orders released it last. */
export const item = heardStream<HeardItem | undefined, HeardEvent<typeof orders.ItemReleased>>('orders', 'item', {
  initialState: undefined,
  evolve: (state, { type, data }) =>
    type === orders.ItemReleased.type ? { unit: data.unit, conversions: data.conversions } : state,
});

/** The amount in `unit`, converted by the item's factors where it was given in another one. */
export function inUnit(amount: Quantity, unit: string, of: HeardItem | undefined): Quantity | Rejection {
  if (amount.unit === unit) return quantity(amount.value, unit);
  const conversion = of?.unit === unit ? of.conversions.find((one) => one.unit === amount.unit) : undefined;
  if (conversion) return quantity(multiply(amount.value, conversion.factor), unit);
  return rejection(
    'unit-mismatch',
    `This is counted in ${unit}, not in ${amount.unit}. Send the quantity in ${unit}.`,
    { kind: 'invalid', facts: { expected: unit, given: amount.unit } },
  );
}

/** One piece of a serialized item, said in any unit that it has. */
export function onePiece(id: string, said: Quantity | undefined, of: HeardItem | undefined): Quantity | Rejection {
  const unit = of?.unit ?? 'C62';
  const amount = said === undefined ? quantity('1', unit) : inUnit(said, unit, of);
  if (amount instanceof Rejection || amount.value === '1') return amount;
  return rejection('quantity-not-one', `${id} is one unit, not ${amount.value}.`, {
    kind: 'invalid',
    facts: { unit: id },
  });
}
