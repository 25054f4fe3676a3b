import type { By, Event, Recorded } from '@millwright/event-sourcing';
import type { Pool } from 'pg';

interface Row {
  position: number;
  stream: string;
  version: number;
  type: string;
  schema_version: number;
  epoch: number;
  data: object;
  meta: Omit<By, 'at'> & {
    site: string;
    commandId: string;
    correlation: string;
    causation?: string;
    traceparent?: string;
    eventId?: string;
  };
  occurred_at: Date;
  recorded_at: Date;
}

const columns = 'position, stream, version, type, schema_version, epoch, data, meta, occurred_at, recorded_at';

/** In the order of commits; nothing between `after` and the last one returned is missing, now or later. */
export const eventsAfter = async (pool: Pool, after: number, limit: number): Promise<Row[]> =>
  (
    await pool.query<Row>({
      name: 'events-after',
      text: `select ${columns} from events where position > $1 order by position limit $2`,
      values: [after, limit],
    })
  ).rows;

/** Events of some streams, each from the version after the one that is known, in order of version. */
export const eventsOfStreams = async (
  pool: Pool,
  streams: readonly string[],
  afterVersions: readonly number[],
): Promise<Row[]> =>
  (
    await pool.query<Row>({
      name: 'events-of-streams',
      text: `select ${columns} from unnest($1::text[], $2::int[]) as s(name, known) join events e on e.stream = s.name and e.version > s.known order by e.stream, e.version`,
      values: [streams, afterVersions],
    })
  ).rows;

/** Turns the stored data of an older schema version into today's. */
export type Upcast = (type: string, schemaVersion: number, data: object) => object;

export function recorded(row: Row, service: string, upcast: Upcast): Recorded<Event> {
  const { site, actor, onBehalfOf, station, reason, commandId, correlation, causation, traceparent, eventId } =
    row.meta;
  const [, category, ...id] = row.stream.split('/');
  return {
    type: row.type,
    data: upcast(row.type, row.schema_version, row.data),
    eventId: eventId ?? `${service}:${row.epoch}:${row.position}`,
    position: row.position,
    site,
    category,
    id: id.join('/'),
    version: row.version,
    by: { actor, onBehalfOf, station, reason, at: row.occurred_at.toISOString() },
    recordedAt: row.recorded_at.toISOString(),
    commandId,
    correlation,
    causation,
    traceparent,
  };
}
