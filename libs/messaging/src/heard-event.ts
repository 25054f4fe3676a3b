import { schemaVersionOf } from '@millwright/contracts';
import type { HeardEvent } from '@millwright/event-log';
import type { PublishedRecord } from './record.js';

/** A published record as an event of the log of the service that hears it. */
export const heardEvent = (record: PublishedRecord): HeardEvent => {
  const { type, data, id: eventId, site, category, streamId, by, correlation, traceparent } = record;
  const { source, partition, epoch, position } = record;
  return {
    type,
    data,
    eventId,
    schemaVersion: schemaVersionOf(type),
    site,
    category,
    id: streamId,
    by,
    correlation,
    traceparent,
    heardFrom: { source, partition, epoch, position },
  };
};
