import {
  UnreadableVersion,
  upcast,
  type By,
  type Event,
  type Recorded,
  type Upcasts,
} from '@millwright/event-sourcing';
import type { Pool } from 'pg';

/** An event as it is stored. */
export interface StoredEvent {
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
export const eventsAfter = async (pool: Pool, after: number, limit: number): Promise<StoredEvent[]> =>
  (
    await pool.query<StoredEvent>({
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
): Promise<StoredEvent[]> =>
  (
    await pool.query<StoredEvent>({
      name: 'events-of-streams',
      text: `select ${columns} from unnest($1::text[], $2::int[]) as s(name, known) join events e on e.stream = s.name and e.version > s.known order by e.stream, e.version`,
      values: [streams, afterVersions],
    })
  ).rows;

export function recorded(row: StoredEvent, service: string, upcasts: Upcasts): Recorded<Event> {
  const { site, actor, onBehalfOf, station, reason, commandId, correlation, causation, traceparent, eventId } =
    row.meta;
  const [, category, ...id] = row.stream.split('/');
  const event = {
    type: row.type,
    data: row.data,
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
  // What was heard is at the version that its type names; the types of other versions are others.
  return eventId === undefined ? inTodaysShape(event, row, upcasts) : event;
}

/**
 * An event of a version that this code does not know must not be taken for one that it knows, nor hold up those behind it:
 * whoever looks at its data fails, and parks it.
 */
function inTodaysShape(
  event: Recorded<Event>,
  { type, schema_version, data }: StoredEvent,
  upcasts: Upcasts,
): Recorded<Event> {
  try {
    return { ...event, data: upcast(upcasts, type, schema_version, data) };
  } catch (error) {
    if (!(error instanceof UnreadableVersion)) throw error;
    return Object.defineProperty(event, 'data', {
      enumerable: true,
      get: () => {
        throw error;
      },
    });
  }
}
