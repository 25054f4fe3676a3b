import { randomUUID } from 'node:crypto';
import { CommandExecutor, EventLog, migrateEventLog, type Append, type AppendResult } from '@millwright/event-log';
import { decider, happened, lookAtAll, rejection, streamOf, type Event } from '@millwright/event-sourcing';
import { Client } from 'pg';
import { useTestDatabase } from '../index.js';

const database = useTestDatabase();
const role = { name: `log_${randomUUID().slice(0, 8)}`, password: 'only-for-tests' };
const opened: EventLog[] = [];

const urlOfRole = (): string =>
  Object.assign(new URL(database.url), { username: role.name, password: role.password }).href;

const open = (): EventLog => {
  const log = new EventLog({ url: urlOfRole(), service: 'store', site: 'TEST' });
  opened.push(log);
  return log;
};

let log: EventLog;
beforeAll(async () => {
  await migrateEventLog({ ownerUrl: database.url, service: 'store', role });
  await migrateEventLog({ ownerUrl: database.url, service: 'store', role });
  log = open();
});
afterAll(() => Promise.all(opened.map((one) => one.close())));

const stream = (name = randomUUID()): string => `TEST/bin/${name}`;

const append = (
  expected: Readonly<Record<string, number>>,
  writes: readonly string[],
  more: Partial<Append> = {},
): Append => {
  const versions = new Map(Object.entries(expected));
  const events = writes.map((name) => {
    versions.set(name, (versions.get(name) ?? 0) + 1);
    return {
      stream: name,
      version: versions.get(name) as number,
      schemaVersion: 1,
      event: { type: 'PartsAdded', data: { n: 1 } },
    };
  });
  return {
    command: { principal: 'system:test', key: randomUUID(), bodyHash: 'x' },
    expected: new Map(Object.entries(expected)),
    events,
    subject: writes[0] ?? Object.keys(expected)[0],
    outcome: 'accepted',
    answer: {},
    by: { actor: 'system:test', at: '2026-01-05T08:00:00.000Z' },
    meta: { commandId: randomUUID(), correlation: randomUUID() },
    ...more,
  };
};

const kinds = (results: readonly AppendResult[]): string[] => results.map(({ kind }) => kind);
const versionsOf = async (name: string): Promise<number[]> =>
  ((await log.eventsOf(new Map([[name, 0]]))).get(name) ?? []).map(({ version }) => version);

describe('append', () => {
  it('records a command in all its streams or in none', async () => {
    const [a, b] = [stream(), stream()];
    await log.append(append({ [b]: 0 }, [b]));
    expect((await log.append(append({ [a]: 0, [b]: 0 }, [a, b]))).kind).toBe('conflict');
    expect(await versionsOf(a)).toEqual([]);
    expect((await log.append(append({ [a]: 0, [b]: 1 }, [a, b, a]))).kind).toBe('appended');
    expect(await versionsOf(a)).toEqual([1, 2]);
  });

  it('checks the versions of streams that were only read', async () => {
    const [gate, unit] = [stream(), stream()];
    await log.append(append({ [gate]: 0 }, [gate]));
    expect((await log.append(append({ [gate]: 0, [unit]: 0 }, [unit]))).kind).toBe('conflict');
    expect((await log.append(append({ [gate]: 0 }, [], { outcome: 'checked' }))).kind).toBe('conflict');
  });

  it('lets only one of two commands through that each read what the other writes', async () => {
    const [a, b] = [stream(), stream()];
    const results = await Promise.all([
      log.append(append({ [a]: 0, [b]: 0 }, [a])),
      log.append(append({ [a]: 0, [b]: 0 }, [b])),
    ]);
    expect(kinds(results).sort()).toEqual(['appended', 'conflict']);
  });

  it('refuses bad data without hurting its neighbours in the batch', async () => {
    const names = Array.from({ length: 9 }, () => stream());
    const bad = append({ [names[4]]: 0 }, [names[4]], { by: { actor: 'system:test', at: 'the day after tomorrow' } });
    const results = await Promise.allSettled(
      names.map((name, n) => log.append(n === 4 ? bad : append({ [name]: 0 }, [name]))),
    );
    expect(results.map(({ status }) => status)).toEqual(names.map((_, n) => (n === 4 ? 'rejected' : 'fulfilled')));
    expect(await versionsOf(names[4])).toEqual([]);
  });

  it('replays the first answer of a key: later, in the same batch and from another process', async () => {
    const name = stream();
    const command = { principal: 'system:test', key: 'once', bodyHash: 'x' };
    const again = () => append({ [name]: 0 }, [name], { command, answer: { lot: 'L1' } });
    const other = open();
    const results = await Promise.all([
      log.append(again()),
      log.append(again()),
      other.append(again()),
      other.append(again()),
    ]);
    expect(kinds(results).sort()).toEqual(['appended', 'replayed', 'replayed', 'replayed']);
    expect(await log.append(again())).toMatchObject({ kind: 'replayed', answer: { lot: 'L1' }, version: 1 });
    expect(await log.append({ ...again(), command: { ...command, bodyHash: 'y' } })).toEqual({ kind: 'key-reused' });
    expect(await versionsOf(name)).toEqual([1]);
  });

  it('draws positions in the order of commits: a reader that follows sees no gap and nothing late', async () => {
    const writers = [open(), open(), open()];
    const seen: number[] = [];
    let reached = (await log.head()).position;
    const first = reached;
    let writing = true;
    const reading = (async () => {
      for (let last = false; !last;) {
        last = !writing;
        const events = await log.eventsAfter(reached, 1_000);
        seen.push(...events.map(({ position }) => position));
        reached = events.at(-1)?.position ?? reached;
      }
    })();
    const shared = Array.from({ length: 5 }, () => stream());
    const write = async (writer: EventLog, n: number): Promise<AppendResult> =>
      writer.append(append({ [shared[n % 5]]: Math.floor(n / 50) }, [shared[n % 5], stream()].slice(0, 1 + (n % 2))));
    const results = await Promise.all(
      writers.flatMap((writer) => Array.from({ length: 150 }, (_, n) => write(writer, n))),
    );
    writing = false;
    await reading;
    const stored = await log.eventsAfter(first, 10_000);
    expect(seen).toEqual(stored.map(({ position }) => position));
    expect(seen).toEqual(seen.map((_, n) => first + 1 + n));
    expect(results.filter(({ kind }) => kind === 'appended').length).toBeGreaterThan(4);
    const recorded = stored.map(({ recordedAt }) => recordedAt);
    expect(recorded).toEqual([...recorded].sort());
    for (const name of shared) expect(await versionsOf(name)).toEqual((await versionsOf(name)).map((_, n) => n + 1));
  });

  it.each(['update log_stub set type = type', 'delete from log_stub', 'truncate log_stub'])(
    'the role of the service may not: %s',
    async (statement) => {
      const client = new Client({ connectionString: urlOfRole() });
      await client.connect();
      for (const table of ['store_log.events', 'store_log.events_0000', 'store_log.commands']) {
        const tried = statement
          .replace('log_stub', table)
          .replace('set type = type', table.endsWith('commands') ? "set key = 'x'" : 'set version = 1');
        await expect(client.query(tried)).rejects.toThrow(/permission denied/);
      }
      await client.end();
    },
  );
});

describe('commands', () => {
  type BinEvent = Event<'PartsAdded', { n: number }> | Event<'PartsRefused', object>;
  const bin = streamOf<number, BinEvent>('bin', {
    initialState: 0,
    evolve: (parts, event) => (event.type === 'PartsAdded' ? parts + event.data.n : parts),
  });
  const add = decider<{ bin: string; room: number }>({
    name: 'add-part',
    streams: (command) => [bin(command.bin)],
    decide: (command, look) =>
      look(bin(command.bin)) >= command.room
        ? rejection('bin-full', 'The bin is full.')
        : [happened(bin(command.bin), { type: 'PartsAdded', data: { n: 1 } })],
  });
  const remember = decider<{ bin: string }>({
    name: 'refuse-parts',
    streams: (command) => [bin(command.bin)],
    decide: (command, look) => {
      look(bin(command.bin));
      return {
        events: [happened(bin(command.bin), { type: 'PartsRefused', data: {} })],
        rejection: rejection('bin-broken', 'The bin has a hole.'),
      };
    },
  });
  const context = (key: string = randomUUID()) => ({
    occasion: { id: randomUUID(), actor: 'system:test', at: '2026-01-05T08:00:00.000Z' },
    principal: 'system:test',
    key,
    meta: { commandId: randomUUID(), correlation: 'c' },
  });

  it('lets exactly as many of 200 parallel commands from two processes through as there is room for', async () => {
    const executors = [new CommandExecutor(open()), new CommandExecutor(open())];
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, n) => executors[n % 2].execute(add, { bin: 'hot', room: 50 }, context())),
    );
    expect(outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(50);
    expect(await versionsOf('TEST/bin/hot')).toHaveLength(50);
  });

  it('decides a repeated refusal afresh, but remembers one that was recorded', async () => {
    const executor = new CommandExecutor(log);
    expect(await executor.execute(add, { bin: 'later', room: 0 }, context('again'))).toMatchObject({ kind: 'refused' });
    expect(await executor.execute(add, { bin: 'later', room: 1 }, context('again'))).toMatchObject({
      kind: 'accepted',
    });
    expect(await executor.execute(remember, { bin: 'hole' }, context('hole'))).toMatchObject({
      kind: 'refused',
      replayed: false,
    });
    expect(await executor.execute(remember, { bin: 'hole' }, context('hole'))).toMatchObject({
      kind: 'refused',
      replayed: true,
      rejection: { code: 'bin-broken' },
    });
    expect(await versionsOf('TEST/bin/hole')).toEqual([1]);
  });

  it('loads the streams that are looked at together in one go', async () => {
    let runs = 0;
    const total = decider<{ bins: string[] }>({
      name: 'total',
      streams: () => [bin('total')],
      decide: ({ bins }, look) => {
        runs++;
        const parts = lookAtAll(
          look,
          bins.map((id) => bin(id)),
        ).reduce((sum, n) => sum + n, 0);
        return { events: [], answer: { parts } };
      },
    });
    const bins = Array.from({ length: 50 }, () => randomUUID());
    await Promise.all(bins.map((id) => new CommandExecutor(log).execute(add, { bin: id, room: 1 }, context())));
    expect(await new CommandExecutor(open()).execute(total, { bins }, context())).toMatchObject({
      kind: 'accepted',
      answer: { parts: 50 },
    });
    expect(runs).toBe(2);
  });

  it('never refuses on a state that another process has changed since', async () => {
    const [one, other] = [new CommandExecutor(open()), new CommandExecutor(open())];
    await one.execute(add, { bin: 'moving', room: 1 }, context());
    expect(await other.execute(add, { bin: 'moving', room: 2 }, context())).toMatchObject({ kind: 'accepted' });
    expect(await one.execute(add, { bin: 'moving', room: 2 }, context())).toMatchObject({ kind: 'refused' });
    expect(await one.execute(add, { bin: 'moving', room: 3 }, context())).toMatchObject({ kind: 'accepted' });
  });

  it('is followed without a pause while there is more', async () => {
    const writer = new CommandExecutor(log);
    await Promise.all(
      Array.from({ length: 1_200 }, (_, n) => writer.execute(add, { bin: `f${n}`, room: 9 }, context())),
    );
    const { position: head } = await log.head();
    const follower = open();
    const begun = Date.now();
    const positions: number[] = [];
    for (let more = true; more;) {
      const events = await follower.follow(positions.at(-1) ?? head - 1_200, 30);
      positions.push(...events.map(({ position }) => position));
      more = events.length > 0;
    }
    expect(positions).toEqual(Array.from({ length: 1_200 }, (_, n) => head - 1_200 + n + 1));
    // Waiting for a rumour of more would take most of a second each of the forty times.
    expect(Date.now() - begun).toBeLessThan(15_000);
  });

  it('lets its role make temporary tables, also in a database that keeps everybody else from it', async () => {
    const owner = new Client({ connectionString: database.url });
    await owner.connect();
    await owner.query(
      `do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$`,
    );
    await owner.end();
    await migrateEventLog({ ownerUrl: database.url, service: 'store', role });
    const client = new Client({ connectionString: urlOfRole() });
    await client.connect();
    await client.query('create temp table then_and_there (n int)');
    await client.end();
  });
});
