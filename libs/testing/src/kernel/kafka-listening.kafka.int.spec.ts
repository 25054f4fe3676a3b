import { randomUUID } from 'node:crypto';
import { orders } from '@millwright/contracts';
import { KafkaTransport, type Delivery, type Listener, type PublishedRecord } from '@millwright/messaging';
import { eventually, testKafkaBrokers } from '../index.js';

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
  streamId: 'A',
  version: position,
  data: { item: 'A', reason: String(position) },
  by: { actor: 'system:test', at: '2026-01-05T08:00:00.000Z' },
  recordedAt: '2026-01-05T08:00:00.000Z',
  correlation: 'c',
});

describe('listening to Kafka', () => {
  let transport: KafkaTransport;
  const stops: (() => Promise<void>)[] = [];
  const listen = async (hear: Listener['hear'], offset?: string): Promise<void> => {
    const { stop } = await transport.listen({
      name: 'tracking',
      sources: ['orders'],
      hear,
      readFrom: async () => (offset === undefined ? [] : [{ source: 'orders', partition: 0, offset }]),
      lost: async () => undefined,
    });
    stops.push(stop);
  };
  const positionsOf = ({ records }: Delivery): number[] =>
    records.map((one) => ('position' in one ? one.position : -1));

  beforeEach(() => {
    const topicPrefix = `listen-${randomUUID().slice(0, 8)}`;
    transport = new KafkaTransport({ brokers: testKafkaBrokers(), clientId: 'test', topicPrefix, partitions: 1 });
  });
  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
    await transport.close();
  });

  it('begins with the first record that there is, however long ago it was published', async () => {
    await transport.publish('orders', [record(1), record(2)]);
    const heard: number[] = [];
    await listen(async (delivery) => void heard.push(...positionsOf(delivery)));
    await eventually(() => heard.includes(2));
    expect(heard.slice(0, 2)).toEqual([1, 2]);
  });

  it('goes on where the listener says that it had come to', async () => {
    const ends = await transport.publish('orders', [record(1), record(2)]);
    await transport.publish('orders', [record(3)]);
    const heard: number[] = [];
    await listen(async (delivery) => void heard.push(...positionsOf(delivery)), ends.get(0));
    await eventually(() => heard.includes(3));
    expect(heard).not.toContain(1);
  });

  it('delivers again what the listener could not store, and nothing that follows before it', async () => {
    await transport.publish('orders', [record(1), record(2)]);
    const stored: number[] = [];
    let failures = 2;
    await listen(async (delivery) => {
      if (failures-- > 0) throw new Error('The database is away');
      stored.push(...positionsOf(delivery));
    });
    await eventually(() => failures < 0);
    await transport.publish('orders', [record(3)]);
    await eventually(() => stored.includes(3));
    expect([...new Set(stored)]).toEqual([1, 2, 3]);
  });
});
