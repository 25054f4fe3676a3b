import { divide, isZero, multiply } from '@millwright/event-sourcing';

/** An exact ratio of two decimal strings, and the same rounded half up for showing. */
export interface Ratio {
  readonly numerator: string;
  readonly denominator: string;
  /** Six decimals. */
  readonly value: string;
  /** One decimal. */
  readonly percent: string;
}

/** Nothing where there is nothing to divide, or nothing to divide by. */
export function ratio(numerator: string | null, denominator: string): Ratio | null {
  if (numerator === null || isZero(denominator)) return null;
  return {
    numerator,
    denominator,
    value: divide(numerator, denominator, 6),
    percent: divide(multiply(numerator, '100'), denominator, 1),
  };
}

const decimals = (value: string): number => (value.split('.')[1] ?? '').length;

/** In lowest terms, as whole numbers. */
export function reduced({ numerator, denominator }: Pick<Ratio, 'numerator' | 'denominator'>): Ratio | null {
  const places = Math.max(decimals(numerator), decimals(denominator));
  const whole = (value: string): bigint => BigInt(multiply(value, `1${'0'.repeat(places)}`));
  const [n, d] = [whole(numerator), whole(denominator)];
  const common = greatestCommonDivisor(n, d);
  return common === 0n ? null : ratio(String(n / common), String(d / common));
}

const greatestCommonDivisor = (a: bigint, b: bigint): bigint =>
  b === 0n ? (a < 0n ? -a : a) : greatestCommonDivisor(b, a % b);

/** The product of ratios. Nothing made is zero, even where another factor is undefined; otherwise all must be defined. */
export function product(ratios: readonly (Ratio | null)[]): Ratio | null {
  const defined = ratios.filter((one) => one !== null);
  if (defined.some(({ numerator }) => isZero(numerator))) return ratio('0', '1');
  if (defined.length < ratios.length) return null;
  return reduced({
    numerator: defined.reduce((total, one) => multiply(total, one.numerator), '1'),
    denominator: defined.reduce((total, one) => multiply(total, one.denominator), '1'),
  });
}
