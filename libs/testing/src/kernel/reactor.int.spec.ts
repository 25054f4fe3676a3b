import { parkedEvents, Reactor, type ServiceReaction } from '@millwright/event-log';
import { decider, intent } from '@millwright/event-sourcing';
import { eventually } from '../index.js';
import { count, useBins } from './bins.js';

const bins = useBins();

/** Everything in the log has been reacted to. */
const reacted = async (): Promise<boolean> => {
  const { rows } = await bins.first.log.pool.query(`select position from checkpoints where name = 'reactions'`);
  return rows[0].position >= (await bins.first.log.head()).position;
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
      log: bins.first.log,
      executor: bins.first.executor,
      readModels: bins.first.source.manager,
      projected: {} as never,
      onRefused: () => undefined,
    });
    await reactor.prepare();
    for (const id of ['R1', 'R2', 'R1']) await bins.add(id);
    reactor.loop.start();
    const tallied = async (of: string): Promise<number> =>
      (await bins.first.log.eventsOf(new Map([[`TEST/tally/${of}-counted`, 0]]))).get(`TEST/tally/${of}-counted`)
        ?.length ?? 0;
    await eventually(async () => (await parkedEvents(bins.first.log.pool)).length, { until: (n) => n === 2 });
    await eventually(() => tallied('R2'), { until: (n) => n === 1 });
    broken = false;
    expect(await reactor.resume('failing', 'TEST/bin/R1')).toBe(2);
    expect(await tallied('R1')).toBe(2);
    expect(await parkedEvents(bins.first.log.pool)).toEqual([]);
    await reactor.loop.stop();
    await bins.first.log.pool.query(`update checkpoints set position = 0 where name = 'reactions'`);
  });

  it('that bring other candidates along when they are done again are still the same command', async () => {
    const remembering = decider<{ of: string; candidates: number }>({ ...count, name: 'count-with-candidates' });
    let looked = 0;
    const refused: string[] = [];
    const reaction: ServiceReaction = {
      name: 'candidates',
      on: { PartsAdded: ({ id }) => [intent(remembering, { of: `${id}-candidates`, candidates: looked++ })] },
    };
    await bins.add('C1');
    for (const _time of ['first', 'again']) {
      const reactor = new Reactor([reaction], {
        log: bins.first.log,
        executor: bins.first.executor,
        readModels: bins.first.source.manager,
        projected: {} as never,
        onRefused: (name) => refused.push(name),
      });
      await reactor.prepare();
      await bins.first.log.pool.query(`update checkpoints set position = 0 where name = 'reactions'`);
      reactor.loop.start();
      await eventually(reacted);
      await reactor.loop.stop();
    }
    expect(refused).toEqual([]);
    expect(
      (await bins.first.log.eventsOf(new Map([['TEST/tally/C1-candidates', 0]]))).get('TEST/tally/C1-candidates'),
    ).toHaveLength(1);
    await bins.first.log.pool.query(`update checkpoints set position = 0 where name = 'reactions'`);
  });

  const counting: ServiceReaction = {
    name: 'count',
    on: { PartsAdded: ({ id }) => [intent(count, { of: id }), intent(count, { of: 'closed' })] },
  };

  it('have their effect once, also when done again and by two leaders; what is refused is listed and blocks nothing', async () => {
    const refused: string[] = [];
    const reactor = async (): Promise<Reactor> => {
      const { log, executor, source } = await bins.open();
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
      return [...(await bins.first.log.eventsOf(names)).values()].flat().length;
    };
    await bins.fill(5, 120);
    for (const _time of ['first', 'again']) {
      const reactors = [await reactor(), await reactor()];
      await bins.first.log.pool.query(`update checkpoints set position = 0 where name = 'reactions'`);
      for (const { loop } of reactors) loop.start();
      await eventually(reacted);
      await Promise.all(reactors.map(({ loop }) => loop.stop()));
      expect(await tallied()).toBe(600);
    }
    const added = (await bins.first.log.eventsAfter(0, 10_000)).filter(({ type }) => type === 'PartsAdded');
    expect(refused).toHaveLength(added.length);
  });
});
