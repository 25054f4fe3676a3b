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
const attributes: Readonly<Record<string, (record: PublishedRecord) => string | undefined>> = {
  specversion: () => '1.0',
  id: ({ id }) => id,
  source: ({ site, source }) => `/millwright/${site}/${source}`,
  type: ({ type }) => type,
  subject: ({ category, streamId }) => `${category}/${streamId}`,
  time: ({ by }) => by.at,
  datacontenttype: () => 'application/json',
  dataschema: ({ type }) => dataschemaOf(type),
  partitionkey: streamOf,
  sequence: ({ version }) => sequenceOf(version),
  traceparent: ({ traceparent }) => traceparent,
  epoch: ({ epoch }) => String(epoch),
  position: ({ position }) => String(position),
  previous: ({ previous }) => String(previous),
  recordedtime: ({ recordedAt }) => recordedAt,
  cuts: ({ cuts }) => cuts?.map(({ epoch, after }) => `${epoch}:${after}`).join(','),
  actor: ({ by }) => by.actor,
  onbehalfof: ({ by }) => by.onBehalfOf,
  station: ({ by }) => by.station,
  reason: ({ by }) => by.reason,
  correlationid: ({ correlation }) => correlation,
  causationid: ({ causation }) => causation,
};

/** Those that a record has, under the names that a transport gives them. Runs for every record that is published. */
export function attributesNamed(
  nameOf: (attribute: string) => string,
): (record: PublishedRecord) => Record<string, string> {
  const named = Object.entries(attributes).map(([name, of]) => [nameOf(name), of] as const);
  return (record) => {
    const found: Record<string, string> = {};
    for (const [name, of] of named) {
      const value = of(record);
      if (value !== undefined) found[name] = value;
    }
    return found;
  };
}

export const attributesOf = attributesNamed((name) => name);

/** A CloudEvent in structured mode, as HTTP carries it with this content type. */
export type StructuredCloudEvent = Readonly<Record<string, string | object>>;
export const structuredContentType = 'application/cloudevents+json; charset=utf-8';

/** The same as on Kafka but `previous`, which says something of the partition of a topic alone. */
export function structuredCloudEvent(record: PublishedRecord): StructuredCloudEvent {
  const { previous: _, ...attributes } = attributesOf(record);
  return { ...attributes, data: record.data };
}
