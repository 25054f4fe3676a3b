import { add } from '@millwright/event-sourcing';
import type { Fields, PlantApi } from './plant-api.js';
import { type Amounts, type Dimension, type Sums, combined } from './tally.js';

const LIMIT = 10_000;

const statistics: readonly { by: Dimension; path: string; key: string }[] = [
  { by: 'machine', path: 'machines', key: 'workCenter' },
  { by: 'worker', path: 'people', key: 'person' },
  { by: 'part', path: 'items', key: 'item' },
];

/** What the read models of the plant say, everything in them. Workers go by their code, others by person. */
export async function readModels(api: PlantApi, people: ReadonlyMap<string, string>): Promise<Sums> {
  const codes = new Map([...people].map(([worker, person]) => [person, worker]));
  const found = await Promise.all(
    statistics.map(async ({ by, path, key }) => {
      const byKey = new Map<string, Amounts>();
      for await (const row of rowsOf(api, path))
        byKey.set(codes.get(String(row[key])) ?? String(row[key]), timesAndPieces(row));
      return [by, byKey] as const;
    }),
  );
  const sums = new Map<Dimension, ReadonlyMap<string, Amounts>>(found);
  return sums.set('total', new Map([['all', await total(api, sums.get('machine') ?? new Map())]]));
}

/**
 * How far tracking's log is, when all its read models have come there; undefined while they are on the way. Requests of
 * an import that was killed may still be worked on.
 */
export async function settledAt(api: PlantApi): Promise<number | undefined> {
  const status = (await api.get('/api/tracking/v1/operations/read-models')) as unknown as readonly Fields[];
  return status.every(({ behind }) => behind === 0)
    ? Math.max(...status.map(({ position }) => Number(position)))
    : undefined;
}

const timesAndPieces = ({ busySeconds, setupSeconds, breakdownSeconds, good, rejected, review }: Fields): Amounts => ({
  runSeconds: String(busySeconds),
  setupSeconds: String(setupSeconds),
  breakdownSeconds: String(breakdownSeconds),
  good: String(good),
  rejected: String(rejected),
  review: String(review),
});

async function total(api: PlantApi, machines: ReadonlyMap<string, Amounts>): Promise<Amounts> {
  const { rows, orders, good, rejected, review } = await api.get('/api/tracking/v1/statistics/totals');
  const times = [...machines.values()].reduce(
    (sum, { runSeconds, setupSeconds, breakdownSeconds }) =>
      combined(sum, { runSeconds, setupSeconds, breakdownSeconds }, add),
    {},
  );
  return {
    ...times,
    rows: String(rows),
    orders: String(orders),
    good: String(good),
    rejected: String(rejected),
    review: String(review),
  };
}

/** How many reports the read models have, by order. */
export async function reportsByOrder(api: PlantApi): Promise<ReadonlyMap<string, number>> {
  const byOrder = new Map<string, number>();
  for await (const { order, rows } of rowsOf(api, 'orders')) byOrder.set(String(order), Number(rows));
  return byOrder;
}

async function* rowsOf(api: PlantApi, path: string): AsyncGenerator<Fields> {
  for (let after: string | undefined; ;) {
    const page = await api.get(
      `/api/tracking/v1/statistics/${path}?limit=${LIMIT}${after === undefined ? '' : `&after=${encodeURIComponent(after)}`}`,
    );
    yield* page.items as readonly Fields[];
    if (typeof page.next !== 'string') return;
    after = page.next;
  }
}
