import type { Pool } from 'pg';
import type { Append, AppendResult, StoredOutcome } from './append.js';

const call = `select before, epoch, recorded, stale, known from append_events(
  $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
  $7::int[], $8::text[], $9::int[],
  $10::int[], $11::text[], $12::int[], $13::text[], $14::int[], $15::text[], $16::text[], $17::timestamptz[])`;

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

function columns(batch: readonly Append[], site: string): unknown[] {
  const expected = batch.flatMap((append, n) =>
    [...append.expected].map(([stream, version]) => ({ n: n + 1, stream, version })),
  );
  const events = batch.flatMap((append, n) => append.events.map((event) => ({ n: n + 1, append, ...event })));
  return [
    batch.map(({ command }) => command.principal),
    batch.map(({ command }) => command.key),
    batch.map(({ command }) => command.bodyHash),
    batch.map(({ outcome }) => (outcome === 'checked' ? '' : outcome)),
    batch.map(({ answer }) => JSON.stringify(answer)),
    batch.map(({ subject }) => subject),
    expected.map(({ n }) => n),
    expected.map(({ stream }) => stream),
    expected.map(({ version }) => version),
    events.map(({ n }) => n),
    events.map(({ stream }) => stream),
    events.map(({ version }) => version),
    events.map(({ event }) => event.type),
    events.map(({ schemaVersion }) => schemaVersion),
    events.map(({ event }) => JSON.stringify(event.data)),
    events.map(({ append: { by, meta } }) => JSON.stringify({ site, ...withoutTime(by), ...meta })),
    events.map(({ append: { by } }) => by.at),
  ];
}

const withoutTime = ({ actor, onBehalfOf, station, reason }: Append['by']): object => ({
  actor,
  onBehalfOf,
  station,
  reason,
});
