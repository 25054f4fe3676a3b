import { table } from './report.js';
import { atLeast, atMost, figure } from './result.js';

describe('the table', () => {
  it('shows figures, ratio, goal and whether it was held', () => {
    const lines = table([
      atLeast(
        { name: 'append-64', unit: 'events/s', ours: 12345.6, peers: { emmett: 1000 } },
        { than: 'emmett', goal: 12 },
      ),
      atMost({ name: 'latency-p50', unit: 'ms', ours: 5.25 }, { goal: 5 }),
      figure({ name: 'memory', unit: 'MB', ours: 300 }),
    ]).split('\n');
    expect(lines).toEqual(
      [
        '             ours             peers         ratio  goal           ',
        'append-64    12,346 events/s  emmett 1,000  12.3x  ≥ 12 x emmett  held',
        'latency-p50  5.25 ms                               ≤ 5 ms         MISSED',
        'memory       300 MB',
      ].map((line) => line.trimEnd()),
    );
  });
});
