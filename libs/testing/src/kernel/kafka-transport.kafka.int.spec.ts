import { randomUUID } from 'node:crypto';
import { orders, published } from '@millwright/contracts';
import {
  CommandExecutor,
  discardRecord,
  EventLog,
  migrateEventLog,
  parkedRecords,
  raiseEpoch,
} from '@millwright/event-log';
import { decider, happened, streamOf, type Event } from '@millwright/event-sourcing';
import { Hearing, KafkaTransport, Relay } from '@millwright/messaging';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
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
    hearing = new Hearing(listener, transport, { sources: ['orders'], types: new Set([orders.ItemBlocked.type]) });
    await hearing.start();
    relay.loop.start();
    source.onGrowth(() => relay.loop.wake());
  });
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
    await eventually(async () => (await heard()).length, { until: (n) => n === 100 });
    const all = await heard();
    for (let of = 0; of < 7; of++) expect(all.filter((one) => one.startsWith(`I${of} `))).toEqual(expected(100, of));
  });

  it('change nothing when everything is published a second time', async () => {
    await source.pool.query(`update checkpoints set position = 0, details = null where name = 'relay'`);
    relay.loop.wake();
    await write(20, 100);
    await eventually(async () => (await heard()).length, { until: (n) => n === 120 });
    const all = await heard();
    for (let of = 0; of < 7; of++) expect(all.filter((one) => one.startsWith(`I${of} `))).toEqual(expected(120, of));
    expect(hearing.missing).toEqual([]);
  });

  const kafka = new Kafka({ brokers: testKafkaBrokers(), clientId: 'outsider', logLevel: logLevel.NOTHING });
  const topic = `test-${suffix}.orders`;

  it('that are none are parked once each, and so is what follows in their stream; the other streams go on', async () => {
    const before = (await heard()).length;
    const producer = kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    const key = 'TEST/item/I1';
    const headers = {
      ...{ ce_id: 'x', ce_source: '/millwright/TEST/orders', ce_subject: 'item/I1', ce_type: orders.ItemBlocked.type },
      ...{ ce_epoch: '1', ce_position: '1', ce_previous: '0', ce_sequence: '1', ce_actor: 'system:outsider' },
      ...{ ce_time: '2026-01-05T08:00:00Z', ce_recordedtime: '2026-01-05T08:00:00Z', ce_correlationid: 'c' },
    };
    const poison = [
      { key, headers, value: '{"item"' },
      { key, headers, value: null },
      { key, value: '{}', headers: { ce_id: 'x' } },
    ];
    for (const _time of ['once', 'again'])
      await producer.send({ topic, messages: [poison[0]].map((one) => ({ ...one, partition: 0 })) });
    await producer.send({ topic, messages: poison.slice(1).map((one) => ({ ...one, partition: 0 })) });
    await producer.disconnect();
    await eventually(() => parkedRecords(listener.pool), { until: ({ length }) => length === 4 });
    await write(14, 120);
    await eventually(async () => (await heard()).length, { until: (n) => n === before + 12 });
    const parked = await eventually(() => parkedRecords(listener.pool), { until: ({ length }) => length === 6 });
    expect(parked.map(({ reason }) => reason.slice(0, 12))).toEqual([
      'Its payload ',
      'Its payload ',
      'It has no pa',
      'It has no ce',
      'Waits behind',
      'Waits behind',
    ]);
    const { pool } = listener;
    for (const { number } of parked.slice(0, 4)) await discardRecord(pool, 'orders', number);
    expect(await hearing.parked.resume('orders', key)).toBe(2);
    expect((await heard()).filter((one) => one.startsWith('I1 '))).toEqual(expected(134, 1));
  });

  it('that the topic has lost are missed by the next one, and come when the source republishes', async () => {
    await hearing.stop();
    await write(10, 134);
    await eventually(async () => (await relay.status()).behind, { until: (n) => n === 0 });
    const admin = kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic] });
    await eventually(async () => !(await admin.listTopics()).includes(topic));
    await admin.disconnect();
    await write(7, 144);
    await eventually(() => relay.lost, { until: (lost) => lost !== undefined });
    await hearing.start();
    await eventually(() => hearing.missing, { until: ({ length }) => length > 0 });
    await relay.republish(0);
    await write(7, 151);
    await eventually(async () => (await heard()).length, { until: (n) => n === 158 });
    await eventually(() => hearing.missing, { until: ({ length }) => length === 0 });
    expect(relay.lost).toBeUndefined();
    const all = await heard();
    for (let of = 0; of < 7; of++)
      expect(all.filter((one) => one.startsWith(`I${of} `)).sort()).toEqual(expected(158, of).sort());
  });

  it('of a log that was restored halt it until its epoch is raised; who heard what was lost parks it', async () => {
    await eventually(async () => (await relay.status()).behind, { until: (n) => n === 0 });
    const { position } = await source.head();
    const saved = (await source.pool.query(`select position, details from checkpoints where name = 'relay'`)).rows[0];
    await write(2, 158);
    await eventually(async () => (await heard()).length, { until: (n) => n === 160 });
    await relay.loop.stop();
    const owner = new Client({ connectionString: database.url });
    await owner.connect();
    await owner.query('set search_path = orders_log');
    await owner.query('delete from events where position > $1', [position]);
    await owner.query(
      `update heads h set version = (select coalesce(max(version), 0) from events e where e.stream = h.stream)`,
    );
    await owner.query('update log_head set position = $1', [position]);
    await owner.query(`update checkpoints set position = $1, details = $2 where name = 'relay'`, [
      saved.position,
      JSON.stringify(saved.details),
    ]);
    await owner.end();
    const restored = new EventLog(source.connection);
    logs.push(restored);
    const again = new Relay(
      restored,
      { ItemBlocked: (event) => published(orders.ItemBlocked, event.data as never) },
      transport,
    );
    again.loop.start();
    await eventually(() => again.halted, { until: (why) => why?.includes('raise-epoch') ?? false });
    source = restored;
    await expect(write(1, 200)).rejects.toThrow(/restored from a backup/);
    expect(await raiseEpoch(restored.pool, 'disk lost')).toBe(2);
    restored.onGrowth(() => again.loop.wake());
    await write(7, 201);
    await eventually(() => parkedRecords(listener.pool), { until: ({ length }) => length === 4 });
    const parked = await parkedRecords(listener.pool);
    expect(parked.filter(({ reason }) => reason.includes('has lost it'))).toHaveLength(2);
    expect(parked.filter(({ reason }) => reason.startsWith('Waits'))).toHaveLength(2);
    await eventually(async () => (await heard()).length, { until: (n) => n === 160 + 5 });
    for (const { stream } of parked)
      if ((await parkedRecords(listener.pool, { stream })).length > 0) await hearing.parked.resume('orders', stream);
    expect((await heard()).length).toBe(160 + 7);
    expect(hearing.missing).toEqual([]);
    await again.loop.stop();
  });
});
