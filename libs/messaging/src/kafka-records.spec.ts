import type { KafkaMessage } from 'kafkajs';
import { attributesOf } from './cloud-event.js';
import { rawOf, readRecord, toMessage } from './kafka-records.js';
import { partitionOf, type PublishedRecord } from './record.js';

const record: PublishedRecord = {
  id: 'orders:1:42',
  source: 'orders',
  site: 'NH',
  epoch: 1,
  position: 42,
  previous: 40,
  partition: 3,
  type: 'millwright.orders.item-blocked.v1',
  category: 'item',
  streamId: 'HS-40/b',
  version: 7,
  data: { item: 'HS-40/b', reason: 'Größe geprüft' },
  by: {
    actor: 'person:00000000-0000-7000-8000-000000000001',
    onBehalfOf: undefined,
    station: 'PC-1',
    reason: undefined,
    at: '2026-01-05T06:00:00.000Z',
  },
  recordedAt: '2026-01-05T06:00:01.000Z',
  correlation: 'c',
  causation: undefined,
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00',
};

const received = (message = toMessage(record)): KafkaMessage =>
  ({
    key: Buffer.from(String(message.key)),
    value: Buffer.from(String(message.value)),
    headers: Object.fromEntries(
      Object.entries(message.headers ?? {}).map(([name, value]) => [name, Buffer.from(String(value))]),
    ),
    offset: '5',
    timestamp: '0',
    attributes: 0,
  }) as KafkaMessage;

describe('a published event on Kafka', () => {
  it('comes back as it went', () => {
    expect(readRecord(rawOf(received()), 3)).toEqual(record);
  });

  it('names where its log was cut, when it was restored', () => {
    const restored = { ...record, epoch: 2, cuts: [{ epoch: 2, after: 41 }] };
    expect(readRecord(rawOf(received(toMessage(restored))), 3)).toEqual(restored);
  });

  it.each([
    [null, 'no payload'],
    ['{"item":', 'no JSON'],
    ['7', 'no JSON object'],
    ['{"item":"a\\u0000b"}', 'NUL'],
  ])('with the payload %s is refused', (value, sentence) => {
    expect(() => readRecord({ ...rawOf(received()), value }, 3)).toThrow(sentence);
  });

  it('is keyed by its stream, so that its order holds', () => {
    expect(toMessage(record)).toMatchObject({ key: 'NH/item/HS-40/b', partition: 3 });
    expect(partitionOf('NH/item/HS-40/b', 6)).toBe(partitionOf('NH/item/HS-40/b', 6));
  });

  it('orders the facts of its stream by a text that sorts as the versions do', () => {
    const sequence = (version: number): string => attributesOf({ ...record, version }).sequence;
    expect([sequence(10), sequence(9), sequence(1_000)].sort()).toEqual([sequence(9), sequence(10), sequence(1_000)]);
  });

  it.each(['ce_id', 'ce_source', 'ce_position', 'ce_previous', 'ce_actor'])(
    'without %s is refused with a sentence that says so',
    (name) => {
      const message = received();
      delete message.headers?.[name];
      expect(() => readRecord(rawOf(message), 3)).toThrow(name);
    },
  );
});
