import Big from 'big.js';

/** An exact amount: a decimal string (never a float) and a unit code of UN/ECE Recommendation 20, such as `C62` (one), `KGM`, `MTR`, `LTR`. */
export interface Quantity {
  readonly value: string;
  readonly unit: string;
}

Big.strict = true;
const text = (value: Big): string => value.toFixed();

/** Canonical form of a decimal string: `"20.00"` is `"20"`. */
export const decimal = (value: string): string => text(new Big(value));
export const add = (a: string, b: string): string => text(new Big(a).plus(b));
export const subtract = (a: string, b: string): string => text(new Big(a).minus(b));
export const multiply = (a: string, b: string): string => text(new Big(a).times(b));
/** -1, 0 or 1 */
export const compare = (a: string, b: string): number => new Big(a).cmp(b);
export const isZero = (a: string): boolean => new Big(a).eq('0');
export const isPositive = (a: string): boolean => new Big(a).gt('0');
export const isMoreThan = (a: string, b: string): boolean => new Big(a).gt(b);
export const smaller = (a: string, b: string): string => (isMoreThan(a, b) ? b : a);
export const larger = (a: string, b: string): string => (isMoreThan(a, b) ? a : b);
export const sum = (values: Iterable<string>): string => {
  let total = '0';
  for (const value of values) total = add(total, value);
  return total;
};
/** Rounded half up to `places` decimals; only for figures that are shown, never for stock. */
export const divide = (a: string, b: string, places: number): string => {
  const exact = new Big(a).times(new Big('10').pow(places + 4)).div(b);
  return exact
    .div(new Big('10').pow(places + 4))
    .round(places, 1)
    .toFixed(places);
};

export const quantity = (value: string, unit: string): Quantity => ({ value: decimal(value), unit });
