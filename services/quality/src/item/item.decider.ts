import type { HeardEvent, orders } from '@millwright/contracts';
import { heardStream, multiply, quantity, rejection, type Quantity, type Rejection } from '@millwright/event-sourcing';

export interface HeardItem {
  readonly unit: string;
  readonly conversions: readonly { readonly unit: string; readonly factor: string }[];
}

/** An item as orders released it last. */
export const item = heardStream<HeardItem | undefined, HeardEvent<typeof orders.ItemReleased>>('orders', 'item', {
  initialState: undefined,
  evolve: (state, { type, data }) =>
    type === 'millwright.orders.item-released.v1' ? { unit: data.unit, conversions: data.conversions } : state,
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
