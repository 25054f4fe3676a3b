import { randomUUID } from 'node:crypto';
import {
  CommandExecutor,
  EventLog,
  Lease,
  migrateEventLog,
  parkedEvents,
  Projector,
  Reactor,
  readModelDatabase,
  Timekeeper,
  type ReadModel,
  type ServiceReaction,
} from '@millwright/event-log';
import { decider, happened, intent, rejection, streamOf, type Event } from '@millwright/event-sourcing';
import type { DataSource } from 'typeorm';
import { eventually, useTestDatabase } from '../index.js';

const database = useTestDatabase();
const role = { name: `bg_${randomUUID().slice(0, 8)}`, password: 'only-for-tests' };
const url = (): string => Object.assign(new URL(database.url), { username: role.name, password: role.password }).href;
const closing: (() => Promise<unknown>)[] = [];

type BinEvent = Event<'PartsAdded', { n: number }> | Event<'BinCounted', { of: string }>;
const bin = streamOf<number, BinEvent>('bin', {
  initialState: 0,
  evolve: (n, event) => (event.type === 'PartsAdded' ? n + event.data.n : n),
});
const tally = streamOf<number, BinEvent>('tally', { initialState: 0, evolve: (n) => n + 1 });
const add = decider<{ bin: string }>({
  name: 'add-part',
  streams: (command) => [bin(command.bin)],
  decide: (command, look) => {
    look(bin(command.bin));
    return [happened(bin(command.bin), { type: 'PartsAdded', data: { n: 1 } })];
  },
});
const count = decider<{ of: string }>({
  name: 'count-bin',
  streams: ({ of }) => [tally(of)],
  decide: ({ of }, look) => {
    if (of === 'closed') return rejection('bin-closed', 'It is closed.');
    look(tally(of));
    return [happened(tally(of), { type: 'BinCounted', data: { of } })];
  },
});

async function open(): Promise<{ log: EventLog; source: DataSource; executor: CommandExecutor }> {
  const log = new EventLog({ url: url(), service: 'store', site: 'TEST' });
  const source = readModelDatabase({ url: url(), service: 'store' });
  await source.initialize();
  closing.push(
    () => log.close(),
    () => source.destroy(),
  );
  return { log, source, executor: new CommandExecutor(log) };
}

const context = () => ({
  occasion: { id: randomUUID(), actor: 'system:test', at: '2026-01-05T08:00:00.000Z' },
  principal: 'system:test',
  key: randomUUID(),
  meta: { commandId: randomUUID(), correlation: 'c' },
});

let first: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
  await migrateEventLog({ ownerUrl: database.url, service: 'store', role });
  first = await open();
  await first.source.query('create table parts (bin text primary key, n int not null)');
  await first.source.query('create table totals (n int not null)');
});
afterAll(async () => {
  for (const close of closing) await close();
});

const parts = (trouble: { at?: number } = {}, version = 1): ReadModel => ({
  name: 'parts',
  version,
  tables: ['parts'],
  on: {
    PartsAdded: async ({ id, position }, db) => {
      await db.query('insert into parts values ($1, 1) on conflict (bin) do update set n = parts.n + 1', [id]);
      if (trouble.at === position) {
        trouble.at = undefined;
        throw new Error('the handler fails once');
      }
    },
  },
});

const fill = (bins: number, each: number): Promise<unknown> =>
  Promise.all(
    Array.from({ length: bins * each }, (_, n) => first.executor.execute(add, { bin: `B${n % bins}` }, context())),
  );
const counted = async (): Promise<{ bin: string; n: number }[]> =>
  (await first.source.query('select bin, n from parts order by bin')) as never;

describe('read models', () => {
  it('count every event once although a handler fails in the middle and two leaders project at the same time', async () => {
    await fill(5, 60);
    const second = await open();
    const projectors = [
      new Projector(first.log, first.source, [parts({ at: 130 })]),
      new Projector(second.log, second.source, [parts()]),
    ];
    for (const projector of projectors) await projector.prepare();
    for (const { loop } of projectors) loop.start();
    await fill(5, 40);
    const { position } = await first.log.head();
    await eventually(async () => (await projectors[0].status())[0].position, {
      until: (reached) => reached === position,
      withinMs: 20_000,
    });
    await Promise.all(projectors.map(({ loop }) => loop.stop()));
    expect(await counted()).toEqual(Array.from({ length: 5 }, (_, n) => ({ bin: `B${n}`, n: 100 })));
  });

  it('are computed anew beside the live ones when their version goes up, under load, and never show less', async () => {
    const totals: ReadModel = {
      name: 'totals',
      version: 1,
      tables: ['totals'],
      on: { PartsAdded: async (_event, db) => db.query('insert into totals values (1)') },
    };
    const projector = new Projector(first.log, first.source, [parts({}, 2), totals]);
    await projector.prepare();
    projector.loop.start();
    let rebuilding = true;
    const least: number[] = [];
    const watching = (async () => {
      while (rebuilding) least.push(Math.min(...(await counted()).map(({ n }) => n)));
    })();
    const load = fill(5, 20);
    await projector.renew();
    await load;
    expect((await projector.status()).map(({ name, version }) => `${name} ${version}`).sort()).toEqual([
      'parts 2',
      'totals 1',
    ]);
    rebuilding = false;
    await watching;
    expect(Math.min(...least)).toBeGreaterThanOrEqual(100);
    expect(await projector.progress.passed((await first.log.head()).position, 20_000)).toBe(true);
    expect((await counted()).map(({ n }) => n)).toEqual([120, 120, 120, 120, 120]);
    expect(await first.source.query('select count(*)::int as n from totals')).toEqual([{ n: 600 }]);
    expect(await projector.rebuild('totals', { verify: true })).toEqual({
      name: 'totals',
      events: 600,
      rows: 600,
      different: 0,
    });
    await first.source.query(`update parts set n = 7 where bin = 'B3'`);
    expect(await projector.rebuild('parts', { verify: true })).toMatchObject({ rows: 5, different: 2 });
    expect((await counted()).map(({ n }) => n)).toEqual([120, 120, 120, 120, 120]);
    await projector.loop.stop();
  });

  it('go on where a rebuild was interrupted, and are not rebuilt twice at a time', async () => {
    let handled = 0;
    const failing = parts();
    const interrupted: ReadModel = {
      ...failing,
      version: 3,
      on: {
        PartsAdded: async (event, db) => {
          if (++handled === 5) throw new Error('interrupted');
          await failing.on.PartsAdded?.(event as never, db);
        },
      },
    };
    await new Projector(first.log, first.source, [interrupted]).prepare();
    await expect(new Projector(first.log, first.source, [interrupted]).renew()).rejects.toThrow('interrupted');
    const again = new Projector(first.log, first.source, [parts({}, 3)]);
    const results = await Promise.allSettled([
      again.rebuild('parts'),
      new Projector(first.log, first.source, [parts({}, 3)]).rebuild('parts'),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await counted()).map(({ n }) => n)).toEqual([120, 120, 120, 120, 120]);
  });
});

describe('parking', () => {
  it('keeps a failing event and its stream aside, lets others go on, and applies them in order when resumed', async () => {
    await first.source.query('create table seen (bin text not null, position bigint not null, place serial)');
    let broken = true;
    const seen: ReadModel = {
      name: 'seen',
      version: 1,
      tables: ['seen'],
      on: {
        PartsAdded: async ({ id, position }, db) => {
          if (broken && id === 'P1') throw new Error('P1 cannot be seen');
          await db.query('insert into seen (bin, position) values ($1, $2)', [id, position]);
        },
      },
    };
    const projector = new Projector(first.log, first.source, [seen]);
    await projector.prepare();
    projector.loop.start();
    for (const id of ['P1', 'P2', 'P1', 'P2']) await first.executor.execute(add, { bin: id }, context());
    expect(await projector.progress.passed((await first.log.head()).position, 20_000)).toBe(true);
    const bins = async (of: string): Promise<number[]> =>
      (await first.source.query('select position::int as p from seen where bin = $1 order by place', [of])).map(
        ({ p }: { p: number }) => p,
      );
    expect(await bins('P2')).toHaveLength(2);
    expect(await bins('P1')).toEqual([]);
    const parked = await parkedEvents(first.log.pool, { consumer: 'read-model:seen' });
    expect(parked.map(({ stream, reason }) => `${stream}: ${reason}`)).toEqual([
      'TEST/bin/P1: P1 cannot be seen',
      'TEST/bin/P1: Waits behind an earlier event of its stream',
    ]);
    await expect(projector.resume('seen', 'TEST/bin/P1')).rejects.toThrow('P1 cannot be seen');
    broken = false;
    expect(await projector.resume('seen', 'TEST/bin/P1')).toBe(2);
    expect(await bins('P1')).toEqual(parked.map(({ position }) => position));
    expect(await parkedEvents(first.log.pool)).toEqual([]);
    await projector.loop.stop();
  });
});

/** Everything in the log has been reacted to. */
const reacted = async (): Promise<boolean> => {
  const { rows } = await first.log.pool.query(`select position from checkpoints where name = 'reactions'`);
  return rows[0].position >= (await first.log.head()).position;
};

describe('reactions', () => {
  it('that fail are parked with their stream and go on when resumed', async () => {
    let broken = true;
    const failing: ServiceReaction = {
      name: 'failing',
      on: {
        PartsAdded: ({ id }) => {
          if (broken && id === 'R1') throw new Error('cannot react');
          return [intent(count, { of: `${id}-counted` })];
        },
      },
    };
    const reactor = new Reactor([failing], {
      log: first.log,
      executor: first.executor,
      readModels: first.source.manager,
      projected: {} as never,
      onRefused: () => undefined,
    });
    await reactor.prepare();
    for (const id of ['R1', 'R2', 'R1']) await first.executor.execute(add, { bin: id }, context());
    reactor.loop.start();
    const tallied = async (of: string): Promise<number> =>
      (await first.log.eventsOf(new Map([[`TEST/tally/${of}-counted`, 0]]))).get(`TEST/tally/${of}-counted`)?.length ??
      0;
    await eventually(async () => (await parkedEvents(first.log.pool)).length, { until: (n) => n === 2 });
    await eventually(() => tallied('R2'), { until: (n) => n === 1 });
    broken = false;
    expect(await reactor.resume('failing', 'TEST/bin/R1')).toBe(2);
    expect(await tallied('R1')).toBe(2);
    expect(await parkedEvents(first.log.pool)).toEqual([]);
    await reactor.loop.stop();
    await first.log.pool.query(`update checkpoints set position = 0 where name = 'reactions'`);
  });

  it('that bring other candidates along when they are done again are still the same command', async () => {
    const remembering = decider<{ of: string; candidates: number }>({ ...count, name: 'count-with-candidates' });
    let looked = 0;
    const refused: string[] = [];
    const reaction: ServiceReaction = {
      name: 'candidates',
      on: { PartsAdded: ({ id }) => [intent(remembering, { of: `${id}-candidates`, candidates: looked++ })] },
    };
    await first.executor.execute(add, { bin: 'C1' }, context());
    for (const _time of ['first', 'again']) {
      const reactor = new Reactor([reaction], {
        log: first.log,
        executor: first.executor,
        readModels: first.source.manager,
        projected: {} as never,
        onRefused: (name) => refused.push(name),
      });
      await reactor.prepare();
      await first.log.pool.query(`update checkpoints set position = 0 where name = 'reactions'`);
      reactor.loop.start();
      await eventually(reacted);
      await reactor.loop.stop();
    }
    expect(refused).toEqual([]);
    expect(
      (await first.log.eventsOf(new Map([['TEST/tally/C1-candidates', 0]]))).get('TEST/tally/C1-candidates'),
    ).toHaveLength(1);
    await first.log.pool.query(`update checkpoints set position = 0 where name = 'reactions'`);
  });

  const counting: ServiceReaction = {
    name: 'count',
    on: { PartsAdded: ({ id }) => [intent(count, { of: id }), intent(count, { of: 'closed' })] },
  };

  it('have their effect once, also when done again and by two leaders; what is refused is listed and blocks nothing', async () => {
    const refused: string[] = [];
    const reactor = async (): Promise<Reactor> => {
      const { log, executor, source } = await open();
      const made = new Reactor([counting], {
        log,
        executor,
        readModels: source.manager,
        projected: {} as never,
        onRefused: (name) => refused.push(name),
      });
      await made.prepare();
      return made;
    };
    const tallied = async (): Promise<number> => {
      const names = new Map(Array.from({ length: 5 }, (_, n) => [`TEST/tally/B${n}`, 0]));
      return [...(await first.log.eventsOf(names)).values()].flat().length;
    };
    for (const _time of ['first', 'again']) {
      const reactors = [await reactor(), await reactor()];
      await first.log.pool.query(`update checkpoints set position = 0 where name = 'reactions'`);
      for (const { loop } of reactors) loop.start();
      await eventually(reacted, { withinMs: 30_000 });
      await Promise.all(reactors.map(({ loop }) => loop.stop()));
      expect(await tallied()).toBe(600);
    }
    const added = (await first.log.eventsAfter(0, 10_000)).filter(({ type }) => type === 'PartsAdded');
    expect(refused).toHaveLength(added.length);
  });
});

describe('timers', () => {
  it('do what is due once, however many replicas ask', async () => {
    const due = async () => [
      { id: 'count/2026-01-05', at: '2026-01-05T00:00:00.000Z', ...intent(count, { of: 'nightly' }) },
    ];
    const keepers = await Promise.all(
      [open(), open()].map(
        async (opened) =>
          new Timekeeper(
            [{ name: 'nightly', everySeconds: 0.01, due }],
            (await opened).executor,
            (await opened).source.manager,
          ),
      ),
    );
    for (const { loops } of keepers) loops.forEach((loop) => loop.start());
    const done = async (): Promise<number> =>
      (await first.log.eventsOf(new Map([['TEST/tally/nightly', 0]]))).get('TEST/tally/nightly')?.length ?? 0;
    await eventually(done, { until: (n) => n === 1 });
    await eventually(async () => (await first.log.head()).position > 0);
    await Promise.all(keepers.flatMap(({ loops }) => loops.map((loop) => loop.stop())));
    expect(await done()).toBe(1);
  });
});

describe('the lease', () => {
  it('is held by one at a time and passes on when its holder stops', async () => {
    const leads: string[] = [];
    const lease = (name: string) =>
      new Lease(first.log.pool, 'test', name, {
        begin: async () => void leads.push(`${name} begins`),
        end: async () => void leads.push(`${name} ends`),
        onError: () => undefined,
      });
    const [a, b] = [lease('a'), lease('b')];
    await a.start();
    await b.start();
    expect([a.isHeld, b.isHeld]).toEqual([true, false]);
    await a.stop();
    await eventually(() => b.isHeld);
    await b.stop();
    expect(leads).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });
});
