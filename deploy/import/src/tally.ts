import { add, subtract } from '@millwright/event-sourcing';
import type { LogRow } from './log-row.js';

/** What is counted; times in whole seconds. */
export const amountsOf = {
  total: ['rows', 'orders', 'good', 'rejected', 'review', 'setupSeconds', 'runSeconds', 'breakdownSeconds'],
  machine: ['good', 'rejected', 'review', 'setupSeconds', 'runSeconds', 'breakdownSeconds'],
  worker: ['good', 'rejected', 'review', 'setupSeconds', 'runSeconds', 'breakdownSeconds'],
  part: ['good', 'rejected', 'review', 'setupSeconds', 'runSeconds', 'breakdownSeconds'],
} as const;
export type Dimension = keyof typeof amountsOf;
export type Amount = (typeof amountsOf)['total'][number];
export const dimensions = Object.keys(amountsOf) as readonly Dimension[];

/** Decimal strings; what is absent is zero. */
export type Amounts = Readonly<Partial<Record<Amount, string>>>;

/** Amounts by dimension and key; the key of the total is `all`. */
export type Sums = ReadonlyMap<Dimension, ReadonlyMap<string, Amounts>>;

export const combined = (a: Amounts, b: Amounts, how: (a: string, b: string) => string): Amounts =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((amount) => [
      amount,
      how(a[amount as Amount] ?? '0', b[amount as Amount] ?? '0'),
    ]),
  );

/** What the second has less than the first. */
export function difference(some: Sums, others: Sums): Sums {
  const less = (by: Dimension): ReadonlyMap<string, Amounts> => {
    const keys = new Set([...(some.get(by)?.keys() ?? []), ...(others.get(by)?.keys() ?? [])]);
    return new Map(
      [...keys].map((key) => [key, combined(some.get(by)?.get(key) ?? {}, others.get(by)?.get(key) ?? {}, subtract)]),
    );
  };
  return new Map(dimensions.map((by) => [by, less(by)]));
}

function amountsIn({ kind, startedAt, endedAt, good, rejected, review }: LogRow): Amounts {
  const seconds = String((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
  return { rows: '1', good, rejected, review, [`${kind}Seconds`]: seconds };
}

/** The sums of the file. */
export function tally(rows: Iterable<LogRow>): Sums {
  const sums = new Map<Dimension, Map<string, Amounts>>(dimensions.map((by) => [by, new Map()]));
  const orders = new Set<string>();
  for (const row of rows) {
    orders.add(row.order);
    const amounts = amountsIn(row);
    for (const [by, key] of [
      ['total', 'all'],
      ['machine', row.machine],
      ['worker', row.worker],
      ['part', row.part],
    ] as const) {
      const found = sums.get(by);
      found?.set(key, combined(found.get(key) ?? {}, amounts, add));
    }
  }
  sums.get('total')?.set('all', { ...sums.get('total')?.get('all'), orders: String(orders.size) });
  return sums;
}
