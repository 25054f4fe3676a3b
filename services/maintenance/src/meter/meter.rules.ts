import { add, compare, divide, isMoreThan, isPositive, multiply, subtract } from '@millwright/event-sourcing';

/** A plan that watches a meter: due whenever `total - from` passes another multiple of `every`. */
export interface MeterInterval {
  readonly plan: string;
  readonly asset: string;
  readonly description: string;
  readonly every: string;
  readonly from: string;
}

/** How often b goes into a, both not negative. */
export function wholeTimes(a: string, b: string): number {
  const rounded = divide(a, b, 0);
  return Number(isMoreThan(multiply(rounded, b), a) ? subtract(rounded, '1') : rounded);
}

/** How many intervals of the plan are over at this total. */
export const intervalsOver = ({ every, from }: Pick<MeterInterval, 'every' | 'from'>, total: string): number =>
  compare(total, from) < 0 ? 0 : wholeTimes(subtract(total, from), every);

export interface DueInterval {
  readonly number: number;
  /** Intervals that were jumped over by one reading; the newest one makes up for them. */
  readonly missed: number;
}

/** The interval that became due between two totals, if any. */
export function dueBetween(interval: MeterInterval, before: string, after: string): DueInterval | undefined {
  const done = intervalsOver(interval, before);
  const number = intervalsOver(interval, after);
  return number > done ? { number, missed: number - done - 1 } : undefined;
}

/** The total at which the plan becomes due next. */
export const nextDue = (interval: Pick<MeterInterval, 'every' | 'from'>, total: string): string =>
  add(interval.from, multiply(interval.every, String(intervalsOver(interval, total) + 1)));

const secondsOf: Readonly<Record<string, string>> = { SEC: '1', MIN: '60', HUR: '3600' };
export const timeUnits = Object.keys(secondsOf);

/** Running time in the unit of the meter. In hours and minutes it is rounded to a millionth; in seconds it is exact. */
export function runningTime(from: string, to: string, unit: string): string {
  const seconds = String(Math.round((Date.parse(to) - Date.parse(from)) / 1000));
  return isPositive(seconds) ? divide(seconds, secondsOf[unit] ?? '1', unit === 'SEC' ? 0 : 6) : '0';
}
