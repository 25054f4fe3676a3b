import { randomUUID } from 'node:crypto';
import { orders, published } from '@millwright/contracts';
import { CommandExecutor, EventLog, migrateEventLog } from '@millwright/event-log';
import { decider, happened, rejection, streamOf, type Event } from '@millwright/event-sourcing';
import { LocalTransport, Relay, type PublishedRecord } from '@millwright/messaging';
import { eventually, useTestDatabase } from '../index.js';

const database = useTestDatabase();
const logs: EventLog[] = [];
afterAll(() => Promise.all(logs.map((log) => log.close())));

type ItemEvent = Event<'ItemBlocked', { item: string; reason: string }>;
const item = streamOf<number, ItemEvent>('item', { initialState: 0, evolve: (n) => n + 1 });
const block = decider<{ item: string; room: number }>({
  name: 'block',
  streams: (command) => [item(command.item)],
  decide: (command, look) => {
    const n = look(item(command.item)) + 1;
    if (n > command.room) return rejection('no-room', 'Full.');
    return [happened(item(command.item), { type: 'ItemBlocked', data: { item: command.item, reason: String(n) } })];
  },
});

/** Takes what it is given, fails when it is told to, and is slow. */
class Recorder extends LocalTransport {
  override readonly complete = false;
  readonly taken: PublishedRecord[] = [];
  failures = 0;
  slow = 0;

  override async publish(_source: string, records: readonly PublishedRecord[]) {
    if (this.slow) await new Promise((resolve) => setTimeout(resolve, Math.random() * this.slow));
    if (this.failures-- > 0) throw new Error('The broker is away');
    this.taken.push(...records);
    return new Map<number, string>();
  }
}

const publishes = { ItemBlocked: (event: Event) => published(orders.ItemBlocked, event.data as never) };
const context = () => ({
  occasion: { id: randomUUID(), actor: 'system:test', at: '2026-01-05T08:00:00.000Z' },
  principal: 'system:test',
  key: randomUUID(),
  meta: { commandId: randomUUID(), correlation: 'c' },
});

describe('the relay', () => {
  let service: string;
  let url: string;
  let log: EventLog;
  let transport: Recorder;
  const open = (): EventLog => {
    const opened = new EventLog({ url, service, site: 'TEST' });
    logs.push(opened);
    return opened;
  };
  const relayOf = async (own: EventLog, to: Recorder): Promise<Relay> => {
    const relay = new Relay(own, publishes, to);
    await relay.prepare();
    own.onGrowth(() => relay.loop.wake());
    relay.loop.start();
    return relay;
  };
  const positions = (): number[] => transport.taken.map(({ position }) => position);
  const head = async (): Promise<number> => (await log.head()).position;
  /** In the order in which they came first. */
  const firsts = (): number[] => [...new Set(positions())];
  const upTo = (last: number): number[] => Array.from({ length: last }, (_, n) => n + 1);

  beforeEach(async () => {
    service = `r${randomUUID().slice(0, 8)}`;
    const role = { name: service, password: 'only-for-tests' };
    await migrateEventLog({ ownerUrl: database.url, service, role });
    url = Object.assign(new URL(database.url), { username: role.name, password: role.password }).href;
    log = open();
    transport = new Recorder();
  });

  it('publishes again what the transport did not take', async () => {
    const relay = await relayOf(log, transport);
    const executor = new CommandExecutor(log);
    transport.failures = 2;
    for (let n = 0; n < 5; n++) await executor.execute(block, { item: 'A', room: 10 }, context());
    await eventually(positions, { until: ({ length }) => length >= 5 });
    expect(firsts()).toEqual([1, 2, 3, 4, 5]);
    const lastOf = new Map(transport.taken.map(({ partition, position }) => [partition, position]));
    await eventually(async () => expect(await relay.publishedPositions()).toEqual(lastOf));
    await relay.loop.stop();
  });

  it('publishes nothing that the log has refused, and everything that it has not', async () => {
    const relay = await relayOf(log, transport);
    const [here, there] = [new CommandExecutor(log), new CommandExecutor(open())];
    await here.execute(block, { item: 'A', room: 40 }, context());
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, n) => (n % 2 ? here : there).execute(block, { item: 'A', room: 40 }, context())),
    );
    expect(outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(39);
    await eventually(firsts, { until: ({ length }) => length >= 40 });
    await eventually(async () => (await relay.status()).behind, { until: (n) => n === 0 });
    expect(firsts()).toEqual(upTo(40));
    expect(transport.taken.map(({ data }) => Number((data as { reason: string }).reason))).toEqual(upTo(40));
    await relay.loop.stop();
  });

  it('never gets what was on its way into the log and did not arrive', async () => {
    const relay = await relayOf(log, transport);
    const executor = new CommandExecutor(log);
    await executor.execute(block, { item: 'A', room: 9 }, context());
    await eventually(firsts, { until: ({ length }) => length === 1 });
    const stale = await log.append({
      command: { principal: 'system:test', key: 'late', bodyHash: '' },
      expected: new Map([['TEST/item/A', 0]]),
      events: [
        {
          stream: 'TEST/item/A',
          version: 1,
          schemaVersion: 1,
          event: { type: 'ItemBlocked', data: { item: 'A', reason: 'from memory' } },
        },
      ],
      subject: 'TEST/item/A',
      outcome: 'accepted',
      answer: {},
      by: context().occasion,
      meta: context().meta,
    });
    expect(stale.kind).toBe('conflict');
    await executor.execute(block, { item: 'A', room: 9 }, context());
    await eventually(firsts, { until: ({ length }) => length >= 2 });
    await eventually(async () => (await relay.status()).behind, { until: (n) => n === 0 });
    expect(transport.taken.map(({ data }) => (data as { reason: string }).reason)).toEqual(['1', '2']);
    await relay.loop.stop();
  });

  it('may be there twice for a while: what comes first comes in order, and nothing is left out', async () => {
    transport.slow = 20;
    const relays = [await relayOf(log, transport), await relayOf(open(), transport)];
    const executor = new CommandExecutor(log);
    for (let n = 0; n < 120; n++) await executor.execute(block, { item: `I${n % 7}`, room: 99 }, context());
    await eventually(firsts, { until: ({ length }) => length >= 120 });
    expect(firsts()).toEqual(upTo(await head()));
    await Promise.all(relays.map(({ loop }) => loop.stop()));
  });

  it('that was suspended while another one took over does no harm when it comes back', async () => {
    const executor = new CommandExecutor(log);
    for (let n = 0; n < 3; n++) await executor.execute(block, { item: 'A', room: 99 }, context());
    const zombie = new Recorder();
    const publish = zombie.publish.bind(zombie);
    let wakeUp = (): void => undefined;
    const suspended = new Promise<void>((resolve) => (wakeUp = resolve));
    jest.spyOn(zombie, 'publish').mockImplementation(async (...args) => suspended.then(() => publish(...args)));
    const old = await relayOf(open(), zombie);
    await eventually(() => jest.mocked(zombie.publish).mock.calls.length > 0);
    const relay = await relayOf(log, transport);
    for (let n = 0; n < 3; n++) await executor.execute(block, { item: 'A', room: 99 }, context());
    await eventually(firsts, { until: ({ length }) => length >= 6 });
    wakeUp();
    await eventually(() => old.loop.lastError ?? zombie.taken.length > 0);
    await eventually(async () => (await relay.status()).position, { until: (n) => n === 6 });
    // It repeats what it had in hand, at its old positions, and its mark does not count.
    expect(zombie.taken.slice(0, 3).map(({ position }) => position)).toEqual([1, 2, 3]);
    expect(firsts()).toEqual(upTo(6));
    await Promise.all([old, relay].map(({ loop }) => loop.stop()));
  });
});
