import { multiply, quantity, rejection, type Quantity, type Rejection } from '@millwright/event-sourcing';

interface Units {
  readonly conversions: readonly { readonly unit: string; readonly factor: string }[];
}

/** The amount in the unit in which the item is counted, or the refusal of a unit that does not belong to it. */
export function inUnit(given: Quantity, expected: string, item: string, { conversions }: Units): Quantity | Rejection {
  if (given.unit === expected) return quantity(given.value, expected);
  const known = conversions.find(({ unit }) => unit === given.unit);
  if (known) return quantity(multiply(given.value, known.factor), expected);
  return rejection('unit-mismatch', `${item} is counted in ${expected}, not in ${given.unit}.`, {
    kind: 'invalid',
    legal: [expected, ...conversions.map(({ unit }) => unit)],
    facts: { item, expected, given: given.unit },
  });
}
