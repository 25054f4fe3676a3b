import { orders, type HeardEvent } from '@millwright/contracts';
import {
  heardStream,
  multiply,
  quantity,
  rejection,
  type Look,
  type Quantity,
  type Rejection,
} from '@millwright/event-sourcing';

interface HeardItem {
  readonly unit: string;
  readonly conversions: readonly { readonly unit: string; readonly factor: string }[];
}

/** An item as orders released it last. */
export const item = heardStream<HeardItem | undefined, HeardEvent<typeof orders.ItemReleased>>('orders', 'item', {
  initialState: undefined,
  evolve: (state, { type, data }) =>
    type === orders.ItemReleased.type ? { unit: data.unit, conversions: data.conversions } : state,
});

/** In the item's base unit. A part that is no item of the plant's master data is taken as it is given. */
export function inBaseUnit(number: string, amount: Quantity, look: Look): Quantity | Rejection {
  const known = look(item(number));
  if (!known || known.unit === amount.unit) return quantity(amount.value, amount.unit);
  const conversion = known.conversions.find(({ unit }) => unit === amount.unit);
  if (conversion) return quantity(multiply(amount.value, conversion.factor), known.unit);
  return rejection('unit-mismatch', `${number} is counted in ${known.unit}, not in ${amount.unit}.`, {
    kind: 'invalid',
    facts: { item: number, expected: known.unit, given: amount.unit },
  });
}
