import type { By, Event, Recorded } from '@millwright/event-sourcing';
import { instants, jsons, numbers, texts } from '../append/binary-arrays.js';

/** An event of another service on its way into the log of one that listens. */
export type HeardEvent = Event & {
  readonly eventId: string;
  readonly schemaVersion: number;
  readonly site: string;
  readonly category: string;
  readonly id: string;
  readonly by: By;
  readonly correlation: string;
  readonly traceparent?: string;
  readonly heardFrom: HeardFrom;
};

/** Where a foreign event stands in the log of its source. */
export interface HeardFrom {
  readonly source: string;
  readonly partition: number;
  readonly epoch: number;
  readonly position: number;
}

/** The arrays that the functions of migration 0003 take events in. */
export const heardColumns = (events: readonly HeardEvent[]): Buffer[] => [
  texts(events.map(({ site, category, id, heardFrom }) => `${site}/${heardFrom.source}.${category}/${id}`)),
  texts(events.map(({ type }) => type)),
  numbers(events.map(({ schemaVersion }) => schemaVersion)),
  jsons(events.map(({ data }) => JSON.stringify(data))),
  jsons(events.map(metaOf)),
  instants(events.map(({ by }) => by.at)),
];

function metaOf({ site, eventId, correlation, traceparent, by, heardFrom }: HeardEvent): string {
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
    heardFrom,
  });
}

/** Events that were heard as they would be read back from the log, so that followers need not read them. */
export const heardAs = (
  events: readonly HeardEvent[],
  {
    before,
    recorded,
    versions,
  }: { readonly before: number; readonly recorded: Date; readonly versions: readonly number[] },
): Recorded<Event>[] =>
  events.map(({ type, data, eventId, site, category, id, by, correlation, traceparent, heardFrom }, index) => ({
    type,
    // What JSON drops or changes is not in the log either.
    data: JSON.parse(JSON.stringify(data)) as object,
    eventId,
    position: before + 1 + index,
    site,
    category: `${heardFrom.source}.${category}`,
    id,
    version: versions[index],
    by: { ...by, at: new Date(by.at).toISOString() },
    recordedAt: recorded.toISOString(),
    commandId: eventId,
    correlation,
    causation: undefined,
    traceparent,
  }));
