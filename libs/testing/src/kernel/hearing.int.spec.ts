import { randomUUID } from 'node:crypto';
import { orders } from '@millwright/contracts';
import { discardRecord, EventLog, migrateEventLog, parkedRecords } from '@millwright/event-log';
import { Hearing, LocalTransport, type Delivery, type Listener, type Received } from '@millwright/messaging';
import { eventually, useTestDatabase } from '../index.js';

const database = useTestDatabase();
const opened: EventLog[] = [];
afterAll(() => Promise.all(opened.map((log) => log.close())));

async function openLog(service: string): Promise<EventLog> {
  const role = { name: `hear_${randomUUID().slice(0, 8)}`, password: 'only-for-tests' };
  await migrateEventLog({ ownerUrl: database.url, service, role });
  const url = Object.assign(new URL(database.url), { username: role.name, password: role.password }).href;
  const log = new EventLog({ url, service, site: 'TEST' });
  opened.push(log);
  return log;
}

/** Delivers what a spec wants, as a transport that may lose, repeat and garble. */
class Wire extends LocalTransport {
  override readonly complete = false;
  listener: Listener | undefined;
  readonly all: Received[] = [];

  override async listen(listener: Listener) {
    this.listener = listener;
    return { stop: async () => undefined };
  }

  override async published() {
    return undefined;
  }

  override async replay(source: string, hear: (delivery: Delivery) => Promise<void>): Promise<void> {
    await hear({ source, partition: 0, records: this.all });
  }

  async deliver(...records: Received[]): Promise<void> {
    this.all.push(...records);
    await this.listener?.hear({ source: 'orders', partition: 0, records, nextOffset: String(this.all.length) });
  }
}

const record = (
  position: number,
  previous: number,
  streamId: string,
  type: string = orders.ItemBlocked.type,
): Received => ({
  id: `orders:1:${position}`,
  source: 'orders',
  site: 'TEST',
  epoch: 1,
  position,
  previous,
  partition: 0,
  type,
  category: 'item',
  streamId,
  version: position,
  data: { item: streamId, reason: String(position) },
  by: { actor: 'system:test', at: '2026-01-05T08:00:00.000Z' },
  recordedAt: new Date(position).toISOString(),
  correlation: 'c',
});
const garbled = (streamId: string): Received => ({
  id: `0/${streamId}@1`,
  stream: `TEST/item/${streamId}`,
  reason: 'It has no payload',
  raw: { headers: {}, value: null },
});

const both = new Set([orders.ItemBlocked.type, orders.ItemUnblocked.type]);

describe('hearing', () => {
  let log: EventLog;
  let wire: Wire;
  let hearing: Hearing;
  const begin = async (types: ReadonlySet<string>): Promise<void> => {
    hearing = new Hearing(log, wire, { sources: ['orders'], types });
    await hearing.start();
  };
  const heard = async (id?: string): Promise<number[]> =>
    (await log.eventsAfter(0, 1_000))
      .filter((event) => !id || event.id === id)
      .map(({ data }) => Number((data as { reason: string }).reason));

  beforeEach(async () => {
    log = await openLog(`s${randomUUID().slice(0, 8)}`);
    wire = new Wire();
    await begin(new Set([orders.ItemBlocked.type]));
  });
  afterEach(() => hearing.stop());

  it('keeps each event once and in order, however often two leaders at once hear it', async () => {
    const otherLog = new EventLog(log.connection);
    opened.push(otherLog);
    const other = new Wire();
    const second = new Hearing(otherLog, other, { sources: ['orders'], types: both });
    await second.start();
    const all = Array.from({ length: 50 }, (_, n) => record(n + 1, n, `I${n % 3}`));
    await Promise.all(
      [wire, other].flatMap((one) => [0, 10, 20, 30, 40].map((from) => one.deliver(...all.slice(from, from + 10)))),
    );
    expect(await heard()).toEqual(all.map((_, n) => n + 1));
    await second.stop();
  });

  it('remembers over a restart that something is missing, until it comes', async () => {
    await wire.deliver(record(2, 0, 'B'), record(8, 6, 'B'));
    await hearing.stop();
    await begin(new Set([orders.ItemBlocked.type]));
    expect(hearing.missing).toEqual([expect.stringMatching(/^orders\/0: records are missing between 2 and 8/)]);
    await wire.deliver(record(6, 2, 'B'), record(8, 6, 'B'));
    expect(hearing.missing).toEqual([]);
    expect(await heard()).toEqual([2, 6, 8]);
  });

  it('does not stay red when its source republished before it went on: it reads what is incomplete from the first record', async () => {
    await wire.deliver(record(2, 0, 'B'));
    expect(await wire.listener?.readFrom()).toEqual([{ source: 'orders', partition: 0, offset: '1' }]);
    await wire.listener?.lost('orders', 0);
    expect(hearing.missing).toHaveLength(1);
    expect(await wire.listener?.readFrom()).toEqual([]);
    await wire.deliver(record(2, 0, 'B'));
    expect(hearing.missing).toEqual([]);
    expect(await heard()).toEqual([2]);
  });

  it('parks what it cannot read once, lets others go on, and takes what waited in order when that was discarded', async () => {
    await wire.deliver(garbled('A'), record(1, 0, 'A'), record(2, 1, 'B'));
    await wire.deliver(garbled('A'), record(3, 2, 'A'), record(4, 3, 'B'));
    expect(await heard()).toEqual([2, 4]);
    const [poison, ...waiting] = await parkedRecords(log.pool, { source: 'orders' });
    expect([poison.reason, waiting.length]).toEqual(['It has no payload', 2]);
    await expect(hearing.parked.resume('orders', 'TEST/item/A')).rejects.toThrow('still cannot be taken');
    await discardRecord(log.pool, 'orders', poison.number);
    expect(await hearing.parked.resume('orders', 'TEST/item/A')).toBe(2);
    await wire.deliver(record(5, 4, 'A'));
    expect(await heard('A')).toEqual([1, 3, 5]);
    expect(await parkedRecords(log.pool)).toEqual([]);
  });

  it('parks a stream also for a record with its key that somebody put into another partition', async () => {
    await wire.deliver(record(1, 0, 'A'));
    await wire.listener?.hear({ source: 'orders', partition: 5, records: [garbled('A')] });
    await wire.deliver(record(2, 1, 'A'), record(3, 2, 'B'));
    expect(await heard()).toEqual([1, 3]);
    expect(await parkedRecords(log.pool)).toHaveLength(2);
  });

  it('fills in what it did not keep before, once each, when it declares a type late', async () => {
    const unblocked = orders.ItemUnblocked.type;
    await wire.deliver(record(1, 0, 'A', unblocked), record(2, 1, 'A'), record(3, 2, 'B', unblocked));
    expect(await heard()).toEqual([2]);
    for (const _time of ['declared', 'again']) {
      await hearing.stop();
      await begin(both);
      await eventually(async () => (await heard()).length, { until: (n) => n === 3 });
    }
    await wire.deliver(record(4, 3, 'A', unblocked));
    expect(await heard()).toEqual([2, 1, 3, 4]);
  });

  it('parks the streams of what a restored source has lost, until somebody decides', async () => {
    await wire.deliver(record(1, 0, 'A'), record(2, 1, 'B'), record(3, 2, 'A'));
    const restored = { epoch: 2, id: 'orders:2:3', cuts: [{ epoch: 2, after: 2 }] };
    await wire.deliver({ ...record(3, 2, 'B'), ...restored }, { ...record(4, 3, 'A'), ...restored, id: 'orders:2:4' });
    expect(await heard()).toEqual([1, 2, 3, 3]);
    const parked = await parkedRecords(log.pool);
    expect(parked.map(({ stream, reason }) => `${stream}: ${reason}`)).toEqual([
      'TEST/item/A: Heard as orders:1:3, but orders was restored to 2 and has lost it',
      'TEST/item/A: Waits behind an earlier record of its stream',
    ]);
    expect(await hearing.parked.resume('orders', 'TEST/item/A')).toBe(2);
    expect(await heard('A')).toEqual([1, 3, 4]);
  });
});
