import { Client } from 'pg';
import { dataOf } from './event.js';
import { site } from './our-log.js';

export interface Filling {
  readonly events: number;
  /** They take turns: event n belongs to stream n modulo this. */
  readonly streams: number;
}

const chunk = 500_000;

/**
 * Fills an empty log as if that many commands had each recorded one event: events, heads, commands and the head of the log
 * agree with each other. By the owner and set by set, since nobody else may and one by one would take hours.
 */
export async function fillLog(url: string, { events, streams }: Filling): Promise<void> {
  const client = new Client({ connectionString: url, options: '-c search_path=bench_log -c synchronous_commit=off' });
  await client.connect();
  try {
    for (let from = 0; from < events; from += chunk)
      await client.query(fillEvents, [
        from + 1,
        Math.min(from + chunk, events),
        streams,
        site,
        JSON.stringify(dataOf(0)),
      ]);
    for (let from = 0; from < events; from += chunk)
      await client.query(fillCommands, [from + 1, Math.min(from + chunk, events)]);
    await client.query('insert into heads (stream, version) select stream, max(version) from events group by stream');
    await client.query('update log_head set position = $1, recorded_at = clock_timestamp()', [events]);
    await client.query('vacuum (analyze)');
    // What filling left to be written would be written while something is measured.
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}

const fillEvents = `
insert into events (position, stream, version, type, schema_version, epoch, data, meta, occurred_at, recorded_at)
select n, $4 || '/part/P' || (n % $3), (n - 1) / $3 + 1, 'PartMeasured', 1, 1,
       replace($5, 'PO-00000000', 'PO-' || lpad(n::text, 8, '0'))::json,
       json_build_object('site', $4::text, 'actor', 'system:bench', 'commandId', id, 'correlation', id), at, at
  from (select n, md5(n::text)::uuid as id, timestamptz '2026-01-05T08:00:00Z' + n * interval '1 millisecond' as at
          from generate_series($1::bigint, $2::bigint) n) e`;

const fillCommands = `
insert into commands (principal, key, body_hash, outcome, answer, stream, version, position, recorded_at)
select 'system:bench', meta ->> 'commandId', meta ->> 'commandId', 'accepted', '{}', stream, version, position, recorded_at
  from events where position between $1 and $2`;
