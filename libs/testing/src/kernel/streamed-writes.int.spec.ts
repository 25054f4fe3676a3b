import { randomUUID } from 'node:crypto';
import {
  CommandExecutor,
  EventLog,
  migrateEventLog,
  parkedEvents,
  Projector,
  readModelDatabase,
  type ReadModel,
} from '@millwright/event-log';
import { decider, happened, streamOf, type Event } from '@millwright/event-sourcing';
import type { DataSource } from 'typeorm';
import { useTestDatabase } from '../index.js';

const database = useTestDatabase();
const role = { name: `sw_${randomUUID().slice(0, 8)}`, password: 'only-for-tests' };

type BoxEvent = Event<'BoxFilled', { n: number }>;
const box = streamOf<number, BoxEvent>('box', { initialState: 0, evolve: (n) => n + 1 });
const fill = decider<{ box: string; n: number }>({
  name: 'fill-box',
  streams: (command) => [box(command.box)],
  decide: ({ box: id, n }, look) => {
    look(box(id));
    return [happened(box(id), { type: 'BoxFilled', data: { n } })];
  },
});

let log: EventLog;
let source: DataSource;
beforeAll(async () => {
  await migrateEventLog({ ownerUrl: database.url, service: 'store', role });
  const url = Object.assign(new URL(database.url), { username: role.name, password: role.password }).href;
  log = new EventLog({ url, service: 'store', site: 'TEST' });
  source = await readModelDatabase({ url, service: 'store' }).initialize();
  await source.query('create table boxes (box text primary key, n int not null check (n < 100))');
  await source.query('create table sums (place serial, box text, seen int)');
});
afterAll(async () => {
  await source.destroy();
  await log.close();
});

async function record(...filled: [string, number][]): Promise<void> {
  const executor = new CommandExecutor(log);
  for (const [id, n] of filled)
    await executor.execute(
      fill,
      { box: id, n },
      {
        occasion: { id: randomUUID(), actor: 'system:test', at: '2026-01-05T08:00:00.000Z' },
        principal: 'system:test',
        key: randomUUID(),
        meta: { commandId: randomUUID(), correlation: 'c' },
      },
    );
}

/** Projects everything that there is, and returns the projector, stopped. */
async function project(readModel: ReadModel): Promise<Projector> {
  const projector = new Projector(log, source, [readModel]);
  await projector.prepare();
  projector.loop.start();
  expect(await projector.progress.passed((await log.head()).position, 20_000)).toBe(true);
  await projector.loop.stop();
  return projector;
}

const upsert = 'insert into boxes values ($1, $2) on conflict (box) do update set n = boxes.n + excluded.n';
const model = (name: string, handle: ReadModel['on'][string]): ReadModel => ({
  name,
  version: 1,
  tables: ['boxes'],
  on: { BoxFilled: handle },
});
const boxes = async (): Promise<unknown> => source.query('select box, n from boxes order by box');

describe('writes of read models', () => {
  beforeEach(() => source.query('truncate boxes, sums'));

  it('are seen by whatever the handler reads after them, and by later handlers', async () => {
    await record(['a', 1], ['a', 2], ['b', 4], ['a', 8]);
    await project(
      model('reading', async ({ id, data }, db) => {
        await db.query(upsert, [id, (data as { n: number }).n]);
        const [{ n }]: { n: number }[] = await db.query('select n from boxes where box = $1', [id]);
        await db.query('insert into sums (box, seen) values ($1, $2)', [id, n]);
      }),
    );
    expect(await source.query('select box, seen from sums order by place')).toEqual([
      { box: 'a', seen: 1 },
      { box: 'a', seen: 3 },
      { box: 'b', seen: 4 },
      { box: 'a', seen: 11 },
    ]);
  });

  it('that fail park their own event and its stream, also when nobody waited for them', async () => {
    await record(['x', 1], ['poison', 500], ['y', 2], ['poison', 3], ['x', 4]);
    const errors: unknown[] = [];
    const projector = new Projector(
      log,
      source,
      [model('failing', ({ id, data }, db) => db.query(upsert, [id, (data as { n: number }).n]))],
      (error) => errors.push(error),
    );
    await projector.prepare();
    projector.loop.start();
    expect(await projector.progress.passed((await log.head()).position, 20_000)).toBe(true);
    await projector.loop.stop();
    expect(await boxes()).toEqual(
      expect.arrayContaining([
        { box: 'x', n: 5 },
        { box: 'y', n: 2 },
      ]),
    );
    expect(await source.query(`select 1 from boxes where box = 'poison'`)).toEqual([]);
    const parked = await parkedEvents(log.pool, { consumer: 'read-model:failing' });
    expect(parked.map(({ stream, reason }) => `${stream}: ${reason.split(' "')[0]}`)).toEqual([
      'TEST/box/poison: new row for relation',
      'TEST/box/poison: Waits behind an earlier event of its stream',
    ]);
    expect(String(errors[0])).toContain('boxes_n_check');
  });

  it('that fail are told apart from what the handler makes of it when it reads on', async () => {
    await record(['q', 1], ['poison-2', 500], ['q', 2]);
    await project(
      model('reading-on', async ({ id, data }, db) => {
        await db.query(upsert, [id, (data as { n: number }).n]);
        await db.query('select 1');
      }),
    );
    expect(await source.query(`select n from boxes where box = 'q'`)).toEqual([{ n: 3 }]);
    expect(
      (await parkedEvents(log.pool, { consumer: 'read-model:reading-on', stream: 'TEST/box/poison-2' })).map(
        ({ reason }) => reason.split(' "')[0],
      ),
    ).toEqual(['new row for relation']);
  });

  it('may be misspelt once: the connection is as good as before', async () => {
    await record(['m', 1]);
    let misspelt = true;
    const wrong = model('misspelt', ({ id }, db) =>
      db.query(misspelt && id === 'm' ? 'insert into boxxes values ($1, 1)' : upsert.replace('$2', '1'), [id]),
    );
    const projector = await project(wrong);
    misspelt = false;
    expect(await projector.resume('misspelt', 'TEST/box/m')).toBe(1);
    await project(model('after', ({ id }, db) => db.query(upsert, [id, 1])));
    expect(await source.query(`select n from boxes where box = 'm'`)).toEqual([{ n: 2 }]);
  });

  it('give no result that could be mistaken for one, and are sent when they run to thousands', async () => {
    const given: unknown[] = [];
    await record(['many', 1]);
    await project(
      model('many', async ({ id }, db) => {
        if (id !== 'many') return;
        for (let n = 0; n < 3_000; n++)
          given.push(await db.query('insert into sums (box, seen) values ($1, $2)', [id, n]));
      }),
    );
    expect(new Set(given)).toEqual(new Set([undefined]));
    const [{ n, ordered }] = await source.query(
      'select count(*)::int as n, bool_and(seen = rank) as ordered from (select seen, row_number() over (order by place) - 1 as rank from sums) s',
    );
    expect({ n, ordered }).toEqual({ n: 3_000, ordered: true });
  });

  it('of a read model computed anew arrive in the new tables', async () => {
    await record(['r', 1], ['r', 2]);
    const rebuilt = model('rebuilt', ({ id, data }, db) =>
      db.query(upsert, [id, Math.min((data as { n: number }).n, 9)]),
    );
    const projector = await project(rebuilt);
    const live = await boxes();
    expect(await projector.rebuild('rebuilt', { verify: true })).toMatchObject({ different: 0 });
    expect(await boxes()).toEqual(live);
  });
});
