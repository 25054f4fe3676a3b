import type { Pool } from 'pg';
import { heardColumns, type HeardEvent } from './heard-event.js';

export interface ParkedRecord {
  /** In the order in which they were put aside. */
  readonly number: number;
  readonly source: string;
  readonly partition: number;
  readonly id: string;
  readonly stream: string;
  readonly reason: string;
  readonly record: unknown;
  readonly parkedAt: Date;
}

const columns = 'number, source, partition, id, stream, reason, record, parked_at as "parkedAt"';

export interface ParkedRecordFilter {
  readonly source?: string;
  readonly stream?: string;
  readonly number?: number;
}

/** Records that wait for a decision, oldest first. */
export const parkedRecords = async (
  pool: Pool,
  { source, stream, number }: ParkedRecordFilter = {},
  limit = 1_000,
): Promise<ParkedRecord[]> =>
  (
    await pool.query<ParkedRecord>(
      `select ${columns} from parked_records
        where state = 'parked' and ($1::text is null or source = $1) and ($2::text is null or stream = $2) and ($3::bigint is null or number = $3)
        order by number limit $4`,
      [source ?? null, stream ?? null, number ?? null, limit],
    )
  ).rows;

/** Streams of a source in which something is parked. */
export const parkedStreams = async (pool: Pool, source: string): Promise<Set<string>> =>
  new Set(
    (
      await pool.query<{ stream: string }>(
        `select distinct stream from parked_records where source = $1 and state = 'parked'`,
        [source],
      )
    ).rows.map(({ stream }) => stream),
  );

/** False when these are not the first records that wait in their stream any more. */
export async function resumeRecords(
  pool: Pool,
  { source, stream }: { readonly source: string; readonly stream: string },
  numbers: readonly number[],
  events: readonly HeardEvent[],
): Promise<boolean> {
  const { rows } = await pool.query<{ stored: number | null }>(
    `select resume_heard($1, $2, $3::bigint[], $4::text[], $5::text[], $6::int[], $7::json[], $8::json[], $9::timestamptz[]) as stored`,
    [source, stream, numbers, ...heardColumns(events)],
  );
  return rows[0].stored !== null;
}

/** Left out for good; whoever listens notices by the count of decisions. */
export const discardRecord = (pool: Pool, source: string, number: number): Promise<unknown> =>
  pool.query(
    `with discarded as (update parked_records set state = 'discarded' where source = $1 and number = $2 and state = 'parked' returning 1)
     update hearing set settled = settled + 1 where source = $1 and exists (select from discarded)`,
    [source, number],
  );

/** Whether a record was put aside, whatever became of it. */
export const wasPutAside = async (pool: Pool, source: string, number: number): Promise<boolean> =>
  (await pool.query('select from parked_records where source = $1 and number = $2', [source, number])).rowCount !== 0;
