import type { Pool } from 'pg';
import { jsons, texts } from '../append/binary-arrays.js';
import { heardColumns, type HeardEvent } from './heard-event.js';

/** How far one partition of a source has been heard. Order is (epoch, position); both are 0 before the first record. */
export interface HeardMark {
  readonly epoch: number;
  readonly position: number;
  /** When the record at the mark was recorded by its source. */
  readonly recordedAt?: string;
  /** Counts the decisions about parked records of the source. */
  readonly settled: number;
  /** Why nothing more can be heard for now, as a sentence. */
  readonly problem?: string;
}

/** A record that cannot be taken now: it and what comes after it in its stream wait for a decision. */
export interface PutAside {
  /** The same however often it is delivered. */
  readonly id: string;
  readonly stream: string;
  readonly reason: string;
  readonly record: object;
}

export interface Hear {
  readonly source: string;
  readonly partition: number;
  /** The mark that all of this was worked out from. */
  readonly seen: HeardMark;
  readonly to: Pick<HeardMark, 'epoch' | 'position' | 'recordedAt' | 'problem'>;
  /** Where to go on reading in the transport, when this has been stored. */
  readonly nextOffset?: string;
  readonly events: readonly HeardEvent[];
  readonly aside: readonly PutAside[];
  /** Types that nothing here knows, passed over; remembered, so that they can be filled in when they are declared. */
  readonly unknownTypes: readonly string[];
}

/** Where what was heard stands in the own log. */
export interface StoredHearing {
  readonly stored: number;
  /** The position before the first one. */
  readonly before: number;
  readonly recorded: Date;
  /** What each gave its stream. */
  readonly versions: readonly number[];
}

/** Undefined when the mark was moved by somebody else meanwhile. See migration 0003. */
export async function hear(pool: Pool, heard: Hear): Promise<StoredHearing | undefined> {
  const { source, partition, seen, to, nextOffset, events, aside, unknownTypes } = heard;
  const { rows } = await pool.query<StoredHearing | { stored: null }>({
    name: 'hear',
    text: `select stored, before, recorded, versions from hear_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::text[], $12::text[], $13::int[], $14::json[], $15::json[], $16::timestamptz[],
             $17::text[], $18::text[], $19::text[], $20::json[], $21::text[])`,
    values: [
      ...[source, partition, seen.epoch, seen.position, seen.settled],
      ...[to.epoch, to.position, to.recordedAt ?? null, nextOffset ?? null, to.problem ?? null],
      ...heardColumns(events),
      texts(aside.map(({ id }) => id)),
      texts(aside.map(({ stream }) => stream)),
      texts(aside.map(({ reason }) => reason.slice(0, 2_000))),
      jsons(aside.map(({ record }) => JSON.stringify(record))),
      texts(unknownTypes),
    ],
  });
  const [row] = rows;
  return row.stored === null ? undefined : row;
}

const nothingHeard: HeardMark = { epoch: 0, position: 0, settled: 0 };

export async function heardMark(pool: Pool, source: string, partition: number): Promise<HeardMark> {
  const { rows } = await pool.query<{ recorded: Date | null; problem: string | null } & HeardMark>(
    'select epoch, position, settled, recorded_at as recorded, problem from hearing where source = $1 and partition = $2',
    [source, partition],
  );
  if (rows.length === 0) return nothingHeard;
  const { epoch, position, settled, recorded, problem } = rows[0];
  return { epoch, position, settled, recordedAt: recorded?.toISOString(), problem: problem ?? undefined };
}

export interface ReadFrom {
  readonly source: string;
  readonly partition: number;
  readonly offset: string;
}

/**
 * Where this service had come to in what it listens to. A partition of which something is missing is left out: what heals
 * it may lie anywhere in it, also before that place, so it is read from its first record.
 */
export const readingPositions = async (pool: Pool): Promise<ReadFrom[]> =>
  (
    await pool.query<ReadFrom>(
      'select source, partition, next_offset::text as "offset" from hearing where next_offset is not null and problem is null',
    )
  ).rows;

export interface HeardPartition extends HeardMark {
  readonly source: string;
  readonly partition: number;
}

/** All partitions that this service has heard, for those who look after it. */
export async function heardPartitions(pool: Pool): Promise<HeardPartition[]> {
  const { rows } = await pool.query<HeardPartition & { readonly at: Date | null; readonly trouble: string | null }>(
    'select source, partition, epoch, position, recorded_at as at, settled, problem as trouble from hearing order by source, partition',
  );
  return rows.map(({ at, trouble, ...mark }) => ({
    ...mark,
    recordedAt: at?.toISOString(),
    problem: trouble ?? undefined,
  }));
}

/** Events of a source that were heard although it has lost them: recorded after the cut of a later epoch. Newest first. */
export const heardBeyond = async (
  pool: Pool,
  place: { readonly site: string; readonly source: string; readonly partition: number; readonly cut: number },
): Promise<{ position: number; stream: string; type: string; eventId: string }[]> =>
  (
    await pool.query(
      `with recursive back as (
         (select position, stream, type, meta, true as beyond from events where stream like $1 and (meta->'heardFrom'->>'partition')::int = $2 order by position desc limit 1)
         union all
         (select e.position, e.stream, e.type, e.meta, true from back b
            cross join lateral (select * from events e where e.position < b.position and e.stream like $1 and (e.meta->'heardFrom'->>'partition')::int = $2 order by e.position desc limit 1) e
           where (b.meta->'heardFrom'->>'position')::bigint > $3))
       select position, stream, type, meta->>'eventId' as "eventId" from back where (meta->'heardFrom'->>'position')::bigint > $3`,
      [`${place.site}/${place.source}.%`, place.partition, place.cut],
    )
  ).rows as { position: number; stream: string; type: string; eventId: string }[];
