import { randomUUID } from 'node:crypto';
import { orders, tracking } from '@millwright/contracts';
import { EventLog, migrateEventLog, parkedRecords } from '@millwright/event-log';
import { Hearing, KafkaTransport, type PublishedRecord } from '@millwright/messaging';
import { Kafka, logLevel, type IHeaders } from 'kafkajs';
import { eventually, testKafkaBrokers, useTestDatabase } from '../index.js';

const database = useTestDatabase();
const suffix = randomUUID().slice(0, 8);
const topicPrefix = `forged-${suffix}`;
const transport = new KafkaTransport({ brokers: testKafkaBrokers(), clientId: 'test', topicPrefix, partitions: 1 });

const genuine = (source: string, position: number, type: string, data: object): PublishedRecord => ({
  id: `${source}:1:${position}`,
  source,
  site: 'TEST',
  epoch: 1,
  position,
  previous: position - 1,
  partition: 0,
  type,
  category: source === 'orders' ? 'item' : 'job',
  streamId: `${source}-${position}`,
  version: 1,
  data,
  by: { actor: 'system:test', at: '2026-01-05T08:00:00.000Z' },
  recordedAt: '2026-01-05T08:00:00.000Z',
  correlation: 'c',
});
const blocked = (position: number): PublishedRecord =>
  genuine('orders', position, orders.ItemBlocked.type, { item: 'A', reason: 'r' });
const done = { order: 'PO-1', operation: '10', workCenter: 'W' };

/** In all but its place as a service would write it, so that nothing but its place gives it away. */
const forged = (about: { id: string; source: string; type: string; data: object }) => {
  const key = `TEST/job/${about.id}`;
  const headers: IHeaders = {
    ...{ 'content-type': 'application/json', ce_specversion: '1.0', ce_id: about.id, ce_type: about.type },
    ...{ ce_source: `/millwright/TEST/${about.source}`, ce_subject: `job/${about.id}`, ce_partitionkey: key },
    ...{ ce_epoch: '1', ce_position: '2', ce_previous: '1', ce_sequence: '0000000001', ce_actor: 'system:outsider' },
    ...{ ce_time: '2026-01-05T08:00:00Z', ce_recordedtime: '2026-01-05T08:00:00Z', ce_correlationid: 'c' },
  };
  return { key, partition: 0, headers, value: JSON.stringify(about.data) };
};

describe('a record that its topic has no right to', () => {
  let log: EventLog;
  let hearing: Hearing;

  beforeAll(async () => {
    const role = { name: `quality_${suffix}`, password: 'only-for-tests' };
    await migrateEventLog({ ownerUrl: database.url, service: 'quality', role });
    const { href: url } = Object.assign(new URL(database.url), { username: role.name, password: role.password });
    log = new EventLog({ url, service: 'quality', site: 'TEST' });
    const types = new Set([orders.ItemBlocked.type, tracking.OperationDone.type]);
    hearing = new Hearing(log, transport, { sources: ['orders', 'tracking'], types });
    await hearing.start();
    await transport.publish('orders', [blocked(1)]);
  });
  afterAll(async () => {
    await hearing.stop();
    await transport.close();
    await log.close();
  });

  it('is parked and not applied, and the topic goes on', async () => {
    const kafka = new Kafka({ brokers: testKafkaBrokers(), clientId: 'outsider', logLevel: logLevel.NOTHING });
    const producer = kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    const { type } = tracking.OperationDone;
    const messages = [
      forged({ id: 'of-another-type', source: 'orders', type, data: done }),
      forged({ id: 'of-another-source', source: 'tracking', type, data: done }),
      forged({ id: 'of-a-type-to-come', source: 'orders', type: 'millwright.tracking.unit-sold.v9', data: {} }),
    ];
    await producer.send({ topic: `${topicPrefix}.orders`, messages });
    await producer.disconnect();
    await transport.publish('orders', [blocked(2)]);

    const heard = await eventually(() => log.eventsAfter(0, 100), {
      until: ({ length }) => length >= 2,
    });
    expect(heard.map(({ type: of, eventId }) => [of, eventId])).toEqual([
      [orders.ItemBlocked.type, expect.anything()],
      [orders.ItemBlocked.type, expect.anything()],
    ]);
    const parked = await parkedRecords(log.pool);
    expect(parked.map(({ reason }) => reason)).toEqual([
      `It is ${type}, which only tracking can say, but is in the topic of orders`,
      'It claims to come from tracking, but is in the topic of orders',
      'It is millwright.tracking.unit-sold.v9, which only tracking can say, but is in the topic of orders',
    ]);
    expect(hearing.missing).toEqual([]);
  });

  it('does not keep the service that it imitates from being heard', async () => {
    await transport.publish('tracking', [genuine('tracking', 1, tracking.OperationDone.type, done)]);
    const heard = await eventually(() => log.eventsAfter(0, 100), {
      until: ({ length }) => length >= 3,
    });
    expect(heard.at(-1)?.type).toBe(tracking.OperationDone.type);
  });
});
