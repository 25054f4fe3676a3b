import { parkedEvents, Projector, type ReadModel } from '@millwright/event-log';
import { useBins } from './bins.js';

const bins = useBins();

describe('parking', () => {
  it('keeps a failing event and its stream aside, lets others go on, and applies them in order when resumed', async () => {
    await bins.first.source.query('create table seen (bin text not null, position bigint not null, place serial)');
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
    const projector = new Projector(bins.first.log, bins.first.source, [seen]);
    await projector.prepare();
    projector.loop.start();
    for (const id of ['P1', 'P2', 'P1', 'P2']) await bins.add(id);
    expect(await projector.progress.passed((await bins.first.log.head()).position, 20_000)).toBe(true);
    const positionsOf = async (of: string): Promise<number[]> =>
      (await bins.first.source.query('select position::int as p from seen where bin = $1 order by place', [of])).map(
        ({ p }: { p: number }) => p,
      );
    expect(await positionsOf('P2')).toHaveLength(2);
    expect(await positionsOf('P1')).toEqual([]);
    const parked = await parkedEvents(bins.first.log.pool, { consumer: 'read-model:seen' });
    expect(parked.map(({ stream, reason }) => `${stream}: ${reason}`)).toEqual([
      'TEST/bin/P1: P1 cannot be seen',
      'TEST/bin/P1: Waits behind an earlier event of its stream',
    ]);
    await expect(projector.resume('seen', 'TEST/bin/P1')).rejects.toThrow('P1 cannot be seen');
    broken = false;
    expect(await projector.resume('seen', 'TEST/bin/P1')).toBe(2);
    expect(await positionsOf('P1')).toEqual(parked.map(({ position }) => position));
    expect(await parkedEvents(bins.first.log.pool)).toEqual([]);
    await projector.loop.stop();
  });
});
