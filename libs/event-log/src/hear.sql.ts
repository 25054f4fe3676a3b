import type { By, Event } from '@millwright/event-sourcing';
import type { Pool } from 'pg';

/** A published event on its way into the log of a service that listens. */
export interface Heard {
  /** Position in the log of its source. */
  readonly position: number;
  /** The position published before it in the same partition; 0 for the first. */
  readonly previous: number;
  /** Absent where this service does not keep the event: only the mark moves. */
  readonly event?: Event & {
    readonly eventId: string;
    readonly schemaVersion: number;
    readonly site: string;
    readonly category: string;
    readonly id: string;
    readonly by: By;
    readonly correlation: string;
    readonly traceparent?: string;
  };
}

export interface HeardFrom {
  readonly source: string;
  readonly partition: number;
  readonly epoch: number;
  /** Where to go on reading in the transport, when this has been stored. */
  readonly nextOffset?: string;
}

export interface Hearing {
  /** Everything of this partition up to this position of the source's log is known here. */
  readonly mark: number;
  readonly stored: number;
  /** Records are missing between the mark and what was heard. */
  readonly broken: boolean;
}

/** See migration 0003 for what it guarantees. */
export async function hearEvents(
  pool: Pool,
  { source, partition, epoch, nextOffset }: HeardFrom,
  heard: readonly Heard[],
): Promise<Hearing> {
  const records = [...new Map(heard.map((one) => [one.position, one])).values()].sort(
    (a, b) => a.position - b.position,
  );
  const { rows } = await pool.query<Hearing>({
    name: 'hear',
    text: `select mark, stored, broken from hear_events($1, $2, $3, $4, $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::int[], $10::text[], $11::text[], $12::timestamptz[])`,
    values: [
      source,
      partition,
      epoch,
      nextOffset ?? null,
      records.map(({ position }) => position),
      records.map(({ previous }) => previous),
      records.map(({ event }) => (event ? `${event.site}/${source}.${event.category}/${event.id}` : null)),
      records.map(({ event }) => event?.type ?? null),
      records.map(({ event }) => event?.schemaVersion ?? null),
      records.map(({ event }) => (event ? JSON.stringify(event.data) : null)),
      records.map((record) => metaOf({ source, partition, epoch }, record)),
      records.map(({ event }) => event?.by.at ?? null),
    ],
  });
  return rows[0];
}

function metaOf({ source, partition, epoch }: HeardFrom, { position, event }: Heard): string | null {
  if (!event) return null;
  const { site, eventId, correlation, traceparent, by } = event;
  const { actor, onBehalfOf, station, reason } = by;
  return JSON.stringify({
    site,
    actor,
    onBehalfOf,
    station,
    reason,
    commandId: eventId,
    correlation,
    traceparent,
    eventId,
    heardFrom: { source, partition, epoch, position },
  });
}

export interface ReadFrom {
  readonly source: string;
  readonly partition: number;
  readonly offset: string;
}

/** Where this service had come to in what it listens to. */
export const readingPositions = async (pool: Pool): Promise<ReadFrom[]> =>
  (
    await pool.query<ReadFrom>(
      'select source, partition, next_offset::text as "offset" from hearing where next_offset is not null',
    )
  ).rows;

/** Everything of this partition up to this position of the source's log is known here. */
export const heardUpTo = async (pool: Pool, source: string, partition: number): Promise<number> =>
  (
    await pool.query<{ position: number }>('select position from hearing where source = $1 and partition = $2', [
      source,
      partition,
    ])
  ).rows[0]?.position ?? 0;
