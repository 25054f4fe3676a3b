import { dataschemaOf } from '@millwright/contracts';
import type { PublishedRecord } from './record.js';

/** The stream of a record as others name it: key on the wire, and what is parked is parked by it. */
export const streamOf = ({
  site,
  category,
  streamId,
}: Pick<PublishedRecord, 'site' | 'category' | 'streamId'>): string => `${site}/${category}/${streamId}`;

/** Strings of one length, so that they sort as the numbers do: what the extension `sequence` asks for. */
const sequenceOf = (version: number): string => String(version).padStart(10, '0');

/**
 * The attributes of a published event by CloudEvents 1.0. `partitionkey`, `sequence` and `traceparent` are the documented
 * extensions; `position`, `previous`, `epoch` and those of the person behind it are Millwright's own.
 */
export function attributesOf(record: PublishedRecord): Readonly<Record<string, string>> {
  const { id, source, site, epoch, position, previous, type, category, streamId, version, by, recordedAt, cuts } =
    record;
  const attributes: Record<string, string | undefined> = {
    specversion: '1.0',
    id,
    source: `/millwright/${site}/${source}`,
    type,
    subject: `${category}/${streamId}`,
    time: by.at,
    datacontenttype: 'application/json',
    dataschema: dataschemaOf(type),
    partitionkey: streamOf(record),
    sequence: sequenceOf(version),
    traceparent: record.traceparent,
    epoch: String(epoch),
    position: String(position),
    previous: String(previous),
    recordedtime: recordedAt,
    cuts: cuts?.map(({ epoch: of, after }) => `${of}:${after}`).join(','),
    actor: by.actor,
    onbehalfof: by.onBehalfOf,
    station: by.station,
    reason: by.reason,
    correlationid: record.correlation,
    causationid: record.causation,
  };
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** A CloudEvent in structured mode, as HTTP carries it with this content type. */
export type StructuredCloudEvent = Readonly<Record<string, string | object>>;
export const structuredContentType = 'application/cloudevents+json; charset=utf-8';

/** The same as on Kafka but `previous`, which says something of the partition of a topic alone. */
export function structuredCloudEvent(record: PublishedRecord): StructuredCloudEvent {
  const { previous: _, ...attributes } = attributesOf(record);
  return { ...attributes, data: record.data };
}
