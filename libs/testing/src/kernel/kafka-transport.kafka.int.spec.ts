import { randomUUID } from 'node:crypto';
import { orders, published } from '@millwright/contracts';
import { CommandExecutor, EventLog, migrateEventLog } from '@millwright/event-log';
import { decider, happened, streamOf, type Event } from '@millwright/event-sourcing';
import { Hearing, KafkaTransport, Relay } from '@millwright/messaging';
import { eventually, testKafkaBrokers, useTestDatabase } from '../index.js';

const database = useTestDatabase();
const suffix = randomUUID().slice(0, 8);
const logs: EventLog[] = [];

async function openLog(service: string): Promise<EventLog> {
  const role = { name: `${service}_${suffix}`, password: 'only-for-tests' };
  await migrateEventLog({ ownerUrl: database.url, service, role });
  const log = new EventLog({
    url: Object.assign(new URL(database.url), { username: role.name, password: role.password }).href,
    service,
    site: 'TEST',
  });
  logs.push(log);
  return log;
}

type ItemEvent = Event<'ItemBlocked', { item: string; reason: string }> | Event<'NoteTaken', object>;
const item = streamOf<number, ItemEvent>('item', { initialState: 0, evolve: (n) => n + 1 });
const block = decider<{ item: string; reason: string }>({
  name: 'block',
  streams: (command) => [item(command.item)],
  decide: (command, look) => {
    look(item(command.item));
    return [
      happened(item(command.item), { type: 'ItemBlocked', data: { ...command } }),
      happened(item(command.item), { type: 'NoteTaken', data: {} }),
    ];
  },
});

describe('published events over Kafka', () => {
  const transport = new KafkaTransport({
    brokers: testKafkaBrokers(),
    clientId: 'test',
    topicPrefix: `test-${suffix}`,
  });
  let source: EventLog;
  let listener: EventLog;
  let relay: Relay;
  let hearing: Hearing;
  const heard = async (): Promise<string[]> =>
    (await listener.eventsAfter(0, 10_000)).map(({ id, data }) => `${id} ${(data as { reason: string }).reason}`);

  beforeAll(async () => {
    [source, listener] = [await openLog('orders'), await openLog('tracking')];
    relay = new Relay(
      source,
      { ItemBlocked: (event) => published(orders.ItemBlocked, event.data as never) },
      transport,
    );
    await relay.prepare();
    hearing = new Hearing(listener, transport, ['orders'], new Set([orders.ItemBlocked.type]));
    await hearing.start();
    relay.loop.start();
    source.onGrowth(() => relay.loop.wake());
  }, 60_000);
  afterAll(async () => {
    await relay.loop.stop();
    await hearing.stop();
    await transport.close();
    await Promise.all(logs.map((log) => log.close()));
  });

  const write = async (count: number, from = 0): Promise<void> => {
    const executor = new CommandExecutor(source);
    const context = () => ({
      occasion: { id: randomUUID(), actor: 'system:test', at: '2026-01-05T08:00:00.000Z' },
      principal: 'system:test',
      key: randomUUID(),
      meta: { commandId: randomUUID(), correlation: 'c' },
    });
    for (let n = from; n < from + count; n++)
      await executor.execute(block, { item: `I${n % 7}`, reason: String(n) }, context());
  };
  const expected = (count: number, of: number): string[] =>
    Array.from({ length: count }, (_, n) => n)
      .filter((n) => n % 7 === of)
      .map((n) => `I${of} ${n}`);

  it('arrive once each and in the order of their stream', async () => {
    await write(100);
    await eventually(async () => (await heard()).length, { until: (n) => n === 100, withinMs: 30_000 });
    const all = await heard();
    for (let of = 0; of < 7; of++) expect(all.filter((one) => one.startsWith(`I${of} `))).toEqual(expected(100, of));
  });

  it('change nothing when everything is published a second time', async () => {
    await source.pool.query(`update checkpoints set position = 0, details = null where name = 'relay'`);
    relay.loop.wake();
    await write(20, 100);
    await eventually(async () => (await heard()).length, { until: (n) => n === 120, withinMs: 30_000 });
    const all = await heard();
    for (let of = 0; of < 7; of++) expect(all.filter((one) => one.startsWith(`I${of} `))).toEqual(expected(120, of));
    expect(hearing.missing).toEqual([]);
  });
});
