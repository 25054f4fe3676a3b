import type { Pool } from 'pg';
import { instants, jsons, numbers, texts } from './binary-arrays.js';
import { versionAfter, type Append, type AppendResult, type StoredOutcome } from './append.js';

const call = `select before, epoch, recorded, stale, known from append_events(
  $1::text[], $2::text[], $3::text[], $4::text[], $5::json[], $6::text[], $7::int[],
  $8::int[], $9::text[], $10::int[],
  $11::int[], $12::text[], $13::int[],
  $14::int[], $15::text[], $16::int[], $17::text[], $18::int[], $19::json[], $20::json[], $21::timestamptz[])`;

interface Row {
  before: number;
  epoch: number;
  recorded: Date;
  stale: number[];
  known: ({ command: number; hash: string } & StoredOutcome)[];
}

/** One call, one transaction, many commands; see migration 0002 for what it guarantees. */
export async function appendBatch(pool: Pool, batch: readonly Append[], site: string): Promise<AppendResult[]> {
  const { rows } = await pool.query<Row>({ name: 'append', text: call, values: columns(batch, site) });
  const row = rows[0];
  const stale = new Set(row.stale);
  const known = new Map(row.known.map((stored) => [stored.command, stored]));
  const recordedAt = row.recorded.toISOString();
  let position = row.before;
  return batch.map((append, index) => {
    const stored = known.get(index + 1);
    if (stored) return replayed(stored, append);
    if (stale.has(index + 1)) return { kind: 'conflict' };
    const firstPosition = position + 1;
    position += append.events.length;
    return { kind: 'appended', position, firstPosition, epoch: row.epoch, recordedAt };
  });
}

const replayed = (
  { hash, outcome, answer, stream, version, position }: Row['known'][number],
  append: Append,
): AppendResult =>
  hash === append.command.bodyHash
    ? { kind: 'replayed', outcome, answer, stream, version, position }
    : { kind: 'key-reused' };

function columns(batch: readonly Append[], site: string): Buffer[] {
  const expected = batch.flatMap(({ expected }, n) =>
    [...expected].map(([stream, version]) => ({ n: n + 1, stream, version })),
  );
  const heads = batch.flatMap(({ events }, n) =>
    [...new Map(events.map(({ stream, version }) => [stream, version]))].map(([stream, version]) => ({
      n: n + 1,
      stream,
      version,
    })),
  );
  const events = batch.flatMap((append, n) => {
    const meta = JSON.stringify({ site, ...withoutTime(append.by), ...append.meta });
    return append.events.map((event) => ({ n: n + 1, ...event, meta, at: append.by.at }));
  });
  return [
    texts(batch.map(({ command }) => command.principal)),
    texts(batch.map(({ command }) => command.key)),
    texts(batch.map(({ command }) => command.bodyHash)),
    texts(batch.map(({ outcome }) => (outcome === 'checked' ? '' : outcome))),
    jsons(batch.map(({ answer }) => JSON.stringify(answer))),
    texts(batch.map(({ subject }) => subject)),
    numbers(batch.map(versionAfter)),
    ...versions(expected),
    ...versions(heads),
    ...versions(events),
    texts(events.map(({ event }) => event.type)),
    numbers(events.map(({ schemaVersion }) => schemaVersion)),
    jsons(events.map(({ event }) => JSON.stringify(event.data))),
    jsons(events.map(({ meta }) => meta)),
    instants(events.map(({ at }) => at)),
  ];
}

const versions = (of: readonly { n: number; stream: string; version: number }[]): Buffer[] => [
  numbers(of.map(({ n }) => n)),
  texts(of.map(({ stream }) => stream)),
  numbers(of.map(({ version }) => version)),
];

const withoutTime = ({ actor, onBehalfOf, station, reason }: Append['by']): object => ({
  actor,
  onBehalfOf,
  station,
  reason,
});
