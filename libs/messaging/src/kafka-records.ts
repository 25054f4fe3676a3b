import type { KafkaMessage, Message } from 'kafkajs';
import { attributesNamed, streamOf } from './cloud-event.js';
import type { PublishedRecord, RawRecord } from './record.js';

const headersOf = attributesNamed((name) => (name === 'datacontenttype' ? 'content-type' : `ce_${name}`));

/** CloudEvents 1.0 in binary mode: attributes as `ce_` headers, the payload as JSON value, the stream as key. */
export const toMessage = (record: PublishedRecord): Message => ({
  key: streamOf(record),
  partition: record.partition,
  headers: headersOf(record),
  value: JSON.stringify(record.data),
});

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
