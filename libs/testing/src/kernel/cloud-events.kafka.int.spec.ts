import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dataschemaOf, orders } from '@millwright/contracts';
import {
  KafkaTransport,
  structuredCloudEvent,
  structuredContentType,
  type PublishedRecord,
} from '@millwright/messaging';
import { CloudEvent, HTTP, Kafka as KafkaBinding } from 'cloudevents';
import { Kafka, logLevel, type KafkaMessage } from 'kafkajs';
import { eventually, testKafkaBrokers } from '../index.js';

const topicPrefix = `cloud-${randomUUID().slice(0, 8)}`;
const record = (position: number): PublishedRecord => ({
  id: `orders:1:${position}`,
  source: 'orders',
  site: 'TEST',
  epoch: 1,
  position,
  previous: position - 1,
  partition: 0,
  type: orders.ItemBlocked.type,
  category: 'item',
  streamId: 'HS-40/b',
  version: position,
  data: { item: 'HS-40/b', reason: 'Größe geprüft' },
  by: { actor: 'person:00000000-0000-7000-8000-000000000001', station: 'PC-1', at: '2026-01-05T08:00:00.000Z' },
  recordedAt: '2026-01-05T08:00:01.000Z',
  correlation: 'c',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
});
const records = [record(1), record(2)];

const expected = ({ position }: PublishedRecord): object => ({
  specversion: '1.0',
  id: `orders:1:${position}`,
  source: '/millwright/TEST/orders',
  type: 'millwright.orders.item-blocked.v1',
  subject: 'item/HS-40/b',
  time: '2026-01-05T08:00:00.000Z',
  dataschema: dataschemaOf(orders.ItemBlocked.type),
  partitionkey: 'TEST/item/HS-40/b',
  sequence: `000000000${position}`,
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  position: String(position),
  actor: 'person:00000000-0000-7000-8000-000000000001',
  data: { item: 'HS-40/b', reason: 'Größe geprüft' },
});

/** Everything in the topic, as a stranger reads it: with kafkajs alone. */
async function messagesOf(topic: string, count: number): Promise<KafkaMessage[]> {
  const kafka = new Kafka({ brokers: testKafkaBrokers(), clientId: 'stranger', logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `stranger-${randomUUID()}` });
  const messages: KafkaMessage[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => void messages.push(message) });
  await eventually(() => messages.length >= count);
  await consumer.disconnect();
  return messages;
}

/** The library takes headers and values as texts. */
const asTexts = ({ key, value, headers = {} }: KafkaMessage) => ({
  key: String(key),
  value: String(value),
  body: undefined,
  headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)])),
});

describe('the official CloudEvents library', () => {
  const transport = new KafkaTransport({ brokers: testKafkaBrokers(), clientId: 'test', topicPrefix, partitions: 1 });
  afterAll(() => transport.close());

  it('reads the records of a topic by its Kafka binding', async () => {
    await transport.publish('orders', records);
    const messages = await messagesOf(`${topicPrefix}.orders`, 2);
    expect(messages.map(asTexts).every((message) => KafkaBinding.isEvent(message))).toBe(true);
    const events = messages.map((message) => KafkaBinding.toEvent(asTexts(message)) as CloudEvent);
    expect(events).toMatchObject(records.map(expected));
    expect(events.map((event) => event.validate())).toEqual([true, true]);
  });

  it('reads the structured form from an HTTP answer by its HTTP binding, and finds the same in it', async () => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', structuredContentType);
      response.end(JSON.stringify(structuredCloudEvent(records[0])));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const event = HTTP.toEvent({
      headers: Object.fromEntries(answer.headers),
      body: await answer.text(),
    }) as CloudEvent;
    server.close();
    expect(event).toMatchObject(expected(records[0]));
    expect(event.validate()).toBe(true);
  });
});
