import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import type { PublishedRecord } from './record.js';

/**
 * CloudEvents 1.0 in binary mode: attributes as `ce_` headers, the payload as JSON value, the stream as key.
 * `partitionkey`, `sequence` and `traceparent` are the documented extensions; `position`, `previous`, `epoch` and those of
 * the person behind it are Millwright's own.
 */
export function toMessage(record: PublishedRecord): Message {
  const {
    id,
    source,
    site,
    epoch,
    position,
    previous,
    partition,
    type,
    category,
    streamId,
    version,
    data,
    by,
    recordedAt,
  } = record;
  const key = `${site}/${category}/${streamId}`;
  const headers: Record<string, string | undefined> = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: `/millwright/${site}/${source}`,
    ce_type: type,
    ce_subject: `${category}/${streamId}`,
    ce_time: by.at,
    ce_partitionkey: key,
    ce_sequence: String(version),
    ce_epoch: String(epoch),
    ce_position: String(position),
    ce_previous: String(previous),
    ce_recordedtime: recordedAt,
    ce_actor: by.actor,
    ce_onbehalfof: by.onBehalfOf,
    ce_station: by.station,
    ce_reason: by.reason,
    ce_correlationid: record.correlation,
    ce_causationid: record.causation,
    ce_traceparent: record.traceparent,
  };
  const present = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) as IHeaders;
  return { key, partition, headers: present, value: JSON.stringify(data) };
}

/** Throws a sentence that says what is missing when the message is none of ours. */
export function fromMessage(message: KafkaMessage, partition: number): PublishedRecord {
  const header = (name: string): string | undefined => message.headers?.[`ce_${name}`]?.toString();
  const required = (name: string): string => {
    const value = header(name);
    if (value === undefined)
      throw new Error(`The record at offset ${message.offset} of partition ${partition} has no ce_${name}`);
    return value;
  };
  const [, , site, source] = required('source').split('/');
  const [category, ...streamId] = required('subject').split('/');
  return {
    id: required('id'),
    source,
    site,
    epoch: Number(required('epoch')),
    position: Number(required('position')),
    previous: Number(required('previous')),
    partition,
    type: required('type'),
    category,
    streamId: streamId.join('/'),
    version: Number(required('sequence')),
    data: JSON.parse(message.value?.toString() ?? 'null') as object,
    by: {
      actor: required('actor'),
      onBehalfOf: header('onbehalfof'),
      station: header('station'),
      reason: header('reason'),
      at: required('time'),
    },
    recordedAt: required('recordedtime'),
    correlation: required('correlationid'),
    causation: header('causationid'),
    traceparent: header('traceparent'),
  };
}
