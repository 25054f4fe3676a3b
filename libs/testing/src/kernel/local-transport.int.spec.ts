import { randomUUID } from 'node:crypto';
import { orders, published } from '@millwright/contracts';
import { EventLog, migrateEventLog } from '@millwright/event-log';
import { Hearing, LocalTransport, type PublishedRecord } from '@millwright/messaging';
import { useTestDatabase } from '../index.js';

const database = useTestDatabase();
const role = { name: `local_${randomUUID().slice(0, 8)}`, password: 'only-for-tests' };

const { type, data } = published(orders.ItemBlocked, { item: 'HS-40', reason: 'scratched' });
const record = (position: number, kept = true): PublishedRecord => ({
  id: `orders:1:${position}`,
  source: 'orders',
  site: 'TEST',
  epoch: 1,
  position,
  previous: position - 1,
  partition: 0,
  type: kept ? type : orders.ProductionOrderClosed.type,
  category: 'item',
  streamId: 'HS-40',
  version: position,
  data,
  by: { actor: 'system:test', at: '2026-01-05T06:00:00.000Z' },
  recordedAt: '2026-01-05T06:00:00.000Z',
  correlation: 'c',
});

describe('events handed from log to log', () => {
  const transport = new LocalTransport();
  let log: EventLog;
  const open = async (): Promise<Hearing> => {
    const hearing = new Hearing(log, transport, { sources: ['orders'], types: new Set([type]) });
    await hearing.start();
    return hearing;
  };
  const heard = async (): Promise<string[]> => (await log.eventsAfter(0, 1_000)).map(({ eventId }) => eventId);

  beforeAll(async () => {
    await migrateEventLog({ ownerUrl: database.url, service: 'tracking', role });
    const url = Object.assign(new URL(database.url), { username: role.name, password: role.password }).href;
    log = new EventLog({ url, service: 'tracking', site: 'TEST' });
    transport.expect('tracking', ['orders']);
  });
  afterAll(() => log.close());

  it('are not published past a service that has not started yet', async () => {
    await expect(transport.publish('orders', [record(1)])).rejects.toThrow('tracking is not listening yet');
  });

  it('all arrive once and in order, also when many are delivered at a time and again after a restart', async () => {
    const first = await open();
    await Promise.all(Array.from({ length: 20 }, (_, n) => transport.publish('orders', [record(n + 1, n % 3 > 0)])));
    await first.stop();
    await open();
    await transport.publish('orders', [record(19), record(20), record(21, false), record(22)]);
    const kept = Array.from({ length: 20 }, (_, n) => n).filter((n) => n % 3 > 0);
    expect(await heard()).toEqual([...kept.map((n) => `orders:1:${n + 1}`), 'orders:1:22']);
  });
});
