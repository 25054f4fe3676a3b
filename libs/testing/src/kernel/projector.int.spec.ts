import { Projector, type ReadModel } from '@millwright/event-log';
import { eventually } from '../index.js';
import { useBins } from './bins.js';

const bins = useBins();
beforeAll(async () => {
  await bins.first.source.query('create table parts (bin text primary key, n int not null)');
  await bins.first.source.query('create table totals (n int not null)');
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

const counted = async (): Promise<{ bin: string; n: number }[]> =>
  (await bins.first.source.query('select bin, n from parts order by bin')) as never;

describe('read models', () => {
  it('count every event once although a handler fails in the middle and two leaders project at the same time', async () => {
    await bins.fill(5, 60);
    const second = await bins.open();
    const projectors = [
      new Projector(bins.first.log, bins.first.source, [parts({ at: 130 })]),
      new Projector(second.log, second.source, [parts()]),
    ];
    for (const projector of projectors) await projector.prepare();
    for (const { loop } of projectors) loop.start();
    await bins.fill(5, 40);
    const { position } = await bins.first.log.head();
    await eventually(async () => (await projectors[0].status())[0].position, {
      until: (reached) => reached === position,
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
    const projector = new Projector(bins.first.log, bins.first.source, [parts({}, 2), totals]);
    await projector.prepare();
    projector.loop.start();
    let rebuilding = true;
    const least: number[] = [];
    const watching = (async () => {
      while (rebuilding) least.push(Math.min(...(await counted()).map(({ n }) => n)));
    })();
    const load = bins.fill(5, 20);
    await projector.renew();
    await load;
    expect((await projector.status()).map(({ name, version }) => `${name} ${version}`)).toEqual([
      'parts 2',
      'totals 1',
    ]);
    rebuilding = false;
    await watching;
    expect(Math.min(...least)).toBeGreaterThanOrEqual(100);
    expect(await projector.progress.passed((await bins.first.log.head()).position, 20_000)).toBe(true);
    expect((await counted()).map(({ n }) => n)).toEqual([120, 120, 120, 120, 120]);
    expect(await bins.first.source.query('select count(*)::int as n from totals')).toEqual([{ n: 600 }]);
    expect(await projector.rebuild('totals', { verify: true })).toMatchObject({
      name: 'totals',
      events: 600,
      rows: 600,
      different: 0,
    });
    await bins.first.source.query(`update parts set n = 7 where bin = 'B3'`);
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
    await new Projector(bins.first.log, bins.first.source, [interrupted]).prepare();
    await expect(new Projector(bins.first.log, bins.first.source, [interrupted]).renew()).rejects.toThrow(
      'interrupted',
    );
    const again = new Projector(bins.first.log, bins.first.source, [parts({}, 3)]);
    const results = await Promise.allSettled([
      again.rebuild('parts'),
      new Projector(bins.first.log, bins.first.source, [parts({}, 3)]).rebuild('parts'),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await counted()).map(({ n }) => n)).toEqual([120, 120, 120, 120, 120]);
  });
});
