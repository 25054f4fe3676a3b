import { Lease } from '@millwright/event-log';
import { eventually } from '../index.js';
import { useBins } from './bins.js';

const bins = useBins();

describe('the lease', () => {
  it('is held by one at a time and passes on when its holder stops', async () => {
    const leads: string[] = [];
    const lease = (name: string) =>
      new Lease(bins.first.log.pool, 'test', name, {
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
