import { isPositive, multiply, quantity, rejection, type Quantity, type Rejection } from '@millwright/event-sourcing';
import type { ItemRevision, UnitConversion } from './item.events.js';

type Counted = Pick<ItemRevision, 'item' | 'unit' | 'conversions'>;

/** The amount in the item's base unit, or why it cannot be said in it. */
export function inBaseUnit({ item, unit, conversions }: Counted, amount: Quantity): Quantity | Rejection {
  if (amount.unit === unit) return quantity(amount.value, unit);
  const conversion = conversions.find((one) => one.unit === amount.unit);
  if (conversion) return quantity(multiply(amount.value, conversion.factor), unit);
  const known = [unit, ...conversions.map((one) => one.unit)];
  return rejection(
    'unit-mismatch',
    `${item} is counted in ${known.join(' or ')}, not in ${amount.unit}. Send the quantity in ${unit}.`,
    {
      kind: 'invalid',
      facts: { item, expected: unit, accepted: known },
    },
  );
}

/** What is wrong with the conversions of a revision, if anything. */
export function conversionProblem(unit: string, conversions: readonly UnitConversion[]): Rejection | undefined {
  const units = [unit, ...conversions.map((one) => one.unit)];
  const twice = units.find((one, at) => units.indexOf(one) !== at);
  if (twice !== undefined)
    return invalidConversion(
      `${twice} is named twice among the units: give one factor for each unit other than the base unit ${unit}.`,
      twice,
    );
  const zero = conversions.find(({ factor }) => !isPositive(factor));
  return zero && invalidConversion(`One ${zero.unit} must be more than zero ${unit}.`, zero.unit);
}

const invalidConversion = (detail: string, unit: string): Rejection =>
  rejection('invalid-conversion', detail, { kind: 'invalid', facts: { unit } });
