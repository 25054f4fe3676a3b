import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import type { PublishedRecord, RawRecord } from './record.js';

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
    cuts,
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
    ce_cuts: cuts?.map(({ epoch: of, after }) => `${of}:${after}`).join(','),
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

/** A message as it can be kept and read again later. */
export const rawOf = ({ headers = {}, value }: Pick<KafkaMessage, 'headers' | 'value'>): RawRecord => ({
  headers: Object.fromEntries(
    Object.entries(headers).flatMap(([name, text]) => (text === undefined ? [] : [[name, String(text)]])),
  ),
  value: value === null ? null : value.toString(),
});

/** Throws a sentence that says what is missing when the message is none of ours. */
export function readRecord({ headers, value }: RawRecord, partition: number): PublishedRecord {
  const header = (name: string): string | undefined => headers[`ce_${name}`];
  const required = (name: string): string => {
    const text = header(name);
    if (text === undefined || text === '') throw new Error(`It has no ce_${name}`);
    return text;
  };
  const whole = (name: string): number => {
    const number = Number(required(name));
    if (!Number.isSafeInteger(number) || number < 0)
      throw new Error(`Its ce_${name} is no whole number: ${header(name)}`);
    return number;
  };
  const instant = (name: string): string => {
    const text = required(name);
    if (Number.isNaN(Date.parse(text))) throw new Error(`Its ce_${name} is no instant: ${text}`);
    return text;
  };
  const [, , site, source] = required('source').split('/');
  const [category, ...streamId] = required('subject').split('/');
  return {
    id: required('id'),
    source,
    site,
    epoch: whole('epoch'),
    position: whole('position'),
    previous: whole('previous'),
    partition,
    type: required('type'),
    category,
    streamId: streamId.join('/'),
    version: whole('sequence'),
    data: payload(value),
    by: {
      actor: required('actor'),
      onBehalfOf: header('onbehalfof'),
      station: header('station'),
      reason: header('reason'),
      at: instant('time'),
    },
    recordedAt: instant('recordedtime'),
    correlation: required('correlationid'),
    causation: header('causationid'),
    traceparent: header('traceparent'),
    ...(header('cuts') === undefined ? {} : { cuts: required('cuts').split(',').map(cut) }),
  };
}

function cut(text: string): { epoch: number; after: number } {
  const [epoch, after] = text.split(':').map(Number);
  return { epoch, after };
}

/** More than any fact of a plant needs. */
const largest = 2 * 1024 * 1024;

function payload(value: string | null): object {
  if (value === null) throw new Error('It has no payload');
  if (value.length > largest) throw new Error(`Its payload has ${value.length} characters; ${largest} are allowed`);
  if (value.includes('\\u0000')) throw new Error('Its payload contains a NUL character');
  let data: unknown;
  try {
    data = JSON.parse(value);
  } catch (error) {
    throw new Error(`Its payload is no JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new Error('Its payload is no JSON object');
  return data;
}
