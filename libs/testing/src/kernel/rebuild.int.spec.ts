import { randomUUID } from 'node:crypto';
import {
  CommandExecutor,
  EventLog,
  migrateEventLog,
  Projector,
  RebuildImpossible,
  RebuildRunning,
  type ReadModel,
} from '@millwright/event-log';
import { decider, happened, streamOf, type Event } from '@millwright/event-sourcing';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { eventually, useTestDatabase } from '../index.js';

const database = useTestDatabase();
const role = { name: `rb_${randomUUID().slice(0, 8)}`, password: 'only-for-tests' };
const url = (): string => Object.assign(new URL(database.url), { username: role.name, password: role.password }).href;

type BinEvent = Event<'PartsAdded', { n: number }>;
const bin = streamOf<number, BinEvent>('bin', { initialState: 0, evolve: (n) => n + 1 });
const add = decider<{ bin: string }>({
  name: 'add-part',
  streams: (command) => [bin(command.bin)],
  decide: (command, look) => {
    const n = look(bin(command.bin)) + 1;
    return [happened(bin(command.bin), { type: 'PartsAdded', data: { n } })];
  },
});

let log: EventLog;
let source: DataSource;
let executor: CommandExecutor;
let onEvent: (n: number) => Promise<void> = () => Promise.resolve();
const closing: (() => Promise<unknown>)[] = [];

/** Bins and what went into them: tables with everything that a table can have. */
const bins = (version = 1): ReadModel => ({
  name: 'bins',
  version,
  tables: ['bins', 'additions'],
  on: {
    PartsAdded: async ({ id, data, position }, db) => {
      await onEvent(position);
      const { n } = data as { n: number };
      await db.query('insert into bins values ($1, 1) on conflict (bin) do update set parts = bins.parts + 1', [id]);
      await db.query('insert into additions (bin, nth, at) values ($1, $2, $3)', [id, n, position]);
    },
  },
});

const fill = async (count: number): Promise<void> => {
  await Promise.all(
    Array.from({ length: count }, (_, n) =>
      executor.execute(
        add,
        { bin: `B${n % 7}` },
        {
          occasion: { id: randomUUID(), actor: 'system:test', at: '2026-01-05T08:00:00.000Z' },
          principal: 'system:test',
          key: randomUUID(),
          meta: { commandId: randomUUID(), correlation: 'c' },
        },
      ),
    ),
  );
};

/** As a running service: what is appended is projected, and what is asked for is rebuilt. */
async function lead(version = 1): Promise<Projector> {
  const projector = new Projector(log, source, [bins(version)]);
  await projector.prepare();
  const stop = log.onGrowth(() => projector.loop.wake());
  projector.loop.start();
  projector.rebuilds.start();
  closing.unshift(async () => {
    stop();
    await Promise.all([projector.loop.stop(), projector.rebuilds.stop()]);
  });
  return projector;
}

const namesIn = async (schema: string): Promise<string[]> =>
  (
    await source.query<{ name: string }[]>(
      `select relname as name from pg_class where relnamespace = $1::regnamespace and relname not like 'read_model%'
       union all select conname from pg_constraint where connamespace = $1::regnamespace and contype <> 'n' order by 1`,
      [schema],
    )
  ).map(({ name }) => name);

beforeAll(async () => {
  await migrateEventLog({ ownerUrl: database.url, service: 'store', role });
  log = new EventLog({ url: url(), service: 'store', site: 'TEST' });
  source = new DataSource({
    type: 'postgres',
    url: url(),
    installExtensions: false,
    applicationName: 'filling',
    extra: { options: '-c search_path=store,store_log' },
  });
  await source.initialize();
  executor = new CommandExecutor(log);
  await source.query(`
    create table bins (bin text constraint every_bin_once primary key, parts int not null check (parts > 0));
    create table additions (
      line serial, number bigint generated always as identity, bin text not null constraint of_a_bin references bins,
      nth int not null, at bigint not null, constraint every_addition_once unique (bin, nth));
    create index additions_in_order on additions (at desc) where nth > 1;
    create view full_bins with (security_invoker = on) as select bin, parts from bins where parts > 10;
    create view fullest as select max(parts) as parts from full_bins;`);
});
afterAll(async () => {
  for (const close of closing) await close();
  await source.destroy();
  await log.close();
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  onEvent = () => Promise.resolve();
});

const finished = (projector: Projector, askedAt: string) =>
  eventually(async () => (await projector.status())[0], {
    until: ({ lastRebuild }) => lastRebuild?.askedAt === askedAt,
  });

describe('a read model that is computed anew', () => {
  it('keeps keys, indexes, sequences and the views upon it, and is compared without what a sequence numbered', async () => {
    const before = await namesIn('store');
    const projector = await lead();
    await fill(100);
    // An attempt that was rolled back uses up numbers that the new one will not have used.
    await source.query(`select nextval('additions_line_seq')`);
    await fill(50);
    await eventually(async () => (await projector.status())[0].behind, { until: (behind) => behind === 0 });
    const { lastRebuild } = await finished(projector, await projector.askForRebuild('bins', { verify: true }));
    expect(lastRebuild).toMatchObject({ events: 150, rows: 157, different: 0 });
    await fill(20);
    expect(await namesIn('store')).toEqual(before);
    expect(await namesIn('store_next')).toEqual([]);
    await eventually(() => source.query('select parts from fullest'), { until: ([{ parts }]) => parts === 26 });
    await finished(projector, await projector.askForRebuild('bins'));
    expect(await namesIn('store')).toEqual(before);
    await expect(source.query(`insert into additions (bin, nth, at) values ('nowhere', 1, 1)`)).rejects.toThrow(
      'of_a_bin',
    );
  });

  it('never shows readers less than there was, with events coming in all the time', async () => {
    const projector = await lead();
    await fill(300);
    const readers = new Pool({ connectionString: url(), max: 4, options: '-c search_path=store' });
    let done = false;
    const seen: number[][] = await Promise.all([0, 1, 2].map(async () => [] as number[]));
    const reading = seen.map(async (counts) => {
      while (!done) {
        await new Promise((resolve) => setTimeout(resolve, 3));
        const { rows } = await readers.query<{ n: number }>({
          name: 'sum',
          text: 'select sum(parts)::int as n from bins',
        });
        counts.push(rows[0].n);
      }
    });
    const loading = (async () => {
      while (!done) await Promise.all([fill(10), new Promise((resolve) => setTimeout(resolve, 100))]);
    })();
    for (let round = 0; round < 3; round++)
      await finished(projector, await projector.askForRebuild('bins', { verify: true }));
    done = true;
    await Promise.all([...reading, loading]);
    await readers.end();
    for (const counts of seen) {
      expect(counts.length).toBeGreaterThan(20);
      expect([...counts].sort((a, b) => a - b)).toEqual(counts);
    }
    expect((await projector.status())[0].lastRebuild).toMatchObject({ different: 0 });
  });

  it('says which rows differ', async () => {
    const projector = await lead();
    await fill(10);
    await eventually(async () => (await projector.status())[0].behind, { until: (behind) => behind === 0 });
    await source.query(`update bins set parts = parts + 1 where bin = 'B0'`);
    const { lastRebuild } = await finished(projector, await projector.askForRebuild('bins', { verify: true }));
    expect(lastRebuild).toMatchObject({ different: 2 });
  });

  it('is gone on with by the next leader, from where the one before was interrupted', async () => {
    await fill(6_000);
    const first = await lead();
    const { position: head } = await log.head();
    await eventually(async () => (await first.status())[0].behind, {
      until: (behind) => behind === 0,
    });
    const handled: number[] = [];
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    // The second piece waits, so that there is something left when the leader stops.
    onEvent = async (position) => {
      handled.push(position);
      if (position > 2_000) await held;
    };
    const askedAt = await first.askForRebuild('bins', { verify: true });
    await expect(first.askForRebuild('bins')).rejects.toBeInstanceOf(RebuildRunning);
    const { rebuild } = await eventually(async () => (await first.status())[0], {
      until: (status) => (status.rebuild?.position ?? 0) > 0,
    });
    const stopped = closing[0]();
    goOn();
    await stopped;
    const [interrupted] = await first.status();
    expect(rebuild).toMatchObject({ askedAt, verify: true });
    expect(interrupted.rebuild?.position).toBeLessThan(head);
    handled.length = 0;
    const second = await lead();
    expect((await finished(second, askedAt)).lastRebuild).toMatchObject({ events: head, different: 0 });
    expect(handled[0]).toBe((interrupted.rebuild?.position ?? 0) + 1);
  });

  it('loses nothing when its connection is cut in the middle of the work', async () => {
    const projector = await lead();
    const askedAt = await projector.askForRebuild('bins', { verify: true });
    for (let cut = 0; cut < 5; cut++) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      await log.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'filling'`,
      );
    }
    const { lastRebuild } = await finished(projector, askedAt);
    expect(lastRebuild).toMatchObject({ different: 0 });
  });

  it('is refused where it could not be swapped, before anything is computed', async () => {
    const projector = await lead();
    await source.query('create table labels (bin text constraint bin_of_label references bins)');
    await expect(projector.askForRebuild('bins')).rejects.toBeInstanceOf(RebuildImpossible);
    await source.query('drop table labels; create materialized view kept as select * from fullest natural join bins');
    await expect(projector.askForRebuild('bins')).rejects.toThrow('the materialized view kept');
    await source.query('drop materialized view kept');
  });
});
