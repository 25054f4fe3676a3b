import { Timekeeper } from '@millwright/event-log';
import { intent } from '@millwright/event-sourcing';
import { eventually } from '../index.js';
import { count, useBins } from './bins.js';

const bins = useBins();

describe('timers', () => {
  it('do what is due once, however many replicas ask', async () => {
    const asked = [0, 0];
    const keepers = await Promise.all(
      asked.map(async (_, replica) => {
        const { executor, source } = await bins.open();
        const due = async () => {
          asked[replica]++;
          return [{ id: 'count/2026-01-05', at: '2026-01-05T00:00:00.000Z', ...intent(count, { of: 'nightly' }) }];
        };
        return new Timekeeper([{ name: 'nightly', everySeconds: 0.01, due }], executor, source.manager);
      }),
    );
    for (const { loops } of keepers) loops.forEach((loop) => loop.start());
    const done = async (): Promise<number> =>
      (await bins.first.log.eventsOf(new Map([['TEST/tally/nightly', 0]]))).get('TEST/tally/nightly')?.length ?? 0;
    await eventually(done, { until: (n) => n === 1 });
    await eventually(async () => Math.min(...asked), { until: (times) => times >= 5 });
    await Promise.all(keepers.flatMap(({ loops }) => loops.map((loop) => loop.stop())));
    expect(await done()).toBe(1);
  });
});
