import { toMessage } from './kafka-records.js';
import type { PublishedRecord } from './record.js';

/** Says something of the partition of a topic, and nothing to whoever reads the log itself. */
const ofTheTopic = 'ce_previous';

/**
 * CloudEvents 1.0 in structured mode, as JSON text: by construction the attributes of the message on Kafka, so that a
 * listener may change from one to the other.
 */
export function cloudEvent(record: PublishedRecord): string {
  const { headers = {}, value } = toMessage(record);
  const attributes = Object.entries(headers).flatMap(([name, text]) =>
    name.startsWith('ce_') && name !== ofTheTopic ? [[name.slice('ce_'.length), text]] : [],
  );
  const context = { ...Object.fromEntries(attributes), datacontenttype: 'application/json' };
  return `${JSON.stringify(context).slice(0, -1)},"data":${String(value)}}`;
}
