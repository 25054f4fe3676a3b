import type { Pool } from 'pg';
import { heardColumns, type HeardEvent } from './heard-event.js';
import type { HeardMark } from './hear.sql.js';

type Until = Pick<HeardMark, 'epoch' | 'position'>;

/** Types of a source that one partition is to be read for once more, up to where it had been heard. */
export interface BackFill {
  readonly source: string;
  readonly partition: number;
  readonly types: readonly string[];
  readonly until: Until;
}

/** Those of a source's types that were not kept so far. */
export const newlyKept = async (pool: Pool, source: string, types: readonly string[]): Promise<string[]> =>
  (
    await pool.query<{ type: string }>(
      `select t.type from unnest($2::text[]) as t(type)
        where not exists (select from heard_types h where h.source = $1 and h.type = t.type and h.kept)`,
      [source, types],
    )
  ).rows.map(({ type }) => type);

/**
 * Remembers which types of a source are kept from now on. Those that were not kept before, although the source had been
 * heard, are to be filled in up to the marks named per partition.
 */
export const declareTypes = (
  pool: Pool,
  source: string,
  types: readonly string[],
  heard: ReadonlyMap<number, Until>,
): Promise<unknown> =>
  pool.query(
    `with fresh as (
       insert into heard_types (source, type, kept) select $1, t, true from unnest($2::text[]) as t
       on conflict (source, type) do update set kept = true where not heard_types.kept returning type
     )
     insert into back_fills (source, type, partition, until_epoch, until_position)
     select $1, fresh.type, p.partition, p.epoch, p.position
       from fresh, unnest($3::int[], $4::int[], $5::bigint[]) as p(partition, epoch, position) where p.position > 0
     on conflict do nothing`,
    [
      source,
      types,
      [...heard.keys()],
      [...heard.values()].map(({ epoch }) => epoch),
      [...heard.values()].map(({ position }) => position),
    ],
  );

/** What is still to be filled in. */
export const backFills = async (pool: Pool): Promise<BackFill[]> =>
  (
    await pool.query<BackFill>(
      `select source, partition, array_agg(type order by type) as types, json_build_object('epoch', until_epoch, 'position', until_position) as until
         from back_fills where not filled group by source, partition, until_epoch, until_position order by source, partition`,
    )
  ).rows;

/** How many of these events were not in the log yet; they are now. */
export async function fillIn(pool: Pool, events: readonly HeardEvent[]): Promise<number> {
  const { rows } = await pool.query<{ stored: number }>(
    'select back_fill($1::text[], $2::text[], $3::text[], $4::int[], $5::json[], $6::json[], $7::timestamptz[]) as stored',
    [events.map(({ eventId }) => eventId), ...heardColumns(events)],
  );
  return rows[0].stored;
}

export const isFilled = (pool: Pool, { source, partition, types }: BackFill): Promise<unknown> =>
  pool.query('update back_fills set filled = true where source = $1 and partition = $2 and type = any($3::text[])', [
    source,
    partition,
    types,
  ]);

/** Types of a source that nothing here knew when they were heard. */
export const passedOverTypes = async (pool: Pool, source: string): Promise<Set<string>> =>
  new Set(
    (
      await pool.query<{ type: string }>('select type from heard_types where source = $1 and not kept', [source])
    ).rows.map(({ type }) => type),
  );
