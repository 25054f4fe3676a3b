import { atLeast, atMost, figure } from './result.js';

const measured = { name: 'append', unit: 'events/s', ours: 1200, peers: { emmett: 100, pgbench: 1000 } };

describe('a result', () => {
  it('is held against the peer that the goal speaks of', () => {
    expect(atLeast(measured, { than: 'emmett', goal: 12 })).toEqual({
      ...measured,
      ratio: 12,
      goal: '≥ 12 x emmett',
      ok: true,
    });
    expect(atLeast(measured, { than: 'pgbench', goal: 1.5 })).toMatchObject({ ratio: 1.2, ok: false });
    expect(atMost(measured, { than: 'pgbench', goal: 1.1 })).toMatchObject({ goal: '≤ 1.1 x pgbench', ok: false });
  });

  it('is held against an absolute goal where there is no peer', () => {
    const p99 = { name: 'latency', unit: 'ms', ours: 25 };
    expect(atMost(p99, { goal: 25 })).toMatchObject({ ratio: null, peers: {}, goal: '≤ 25 ms', ok: true });
    expect(atMost({ ...p99, ours: 25.1 }, { goal: 25 })).toMatchObject({ ok: false });
  });

  it('never counts what is no number as held', () => {
    expect(atMost({ name: 'latency', unit: 'ms', ours: NaN }, { goal: 25 })).toMatchObject({ ok: false });
    expect(atLeast({ name: 'start', unit: 's', ours: Infinity }, { goal: 1 })).toMatchObject({ ok: false });
  });

  it('refuses a peer that has no figure', () => {
    expect(() => atLeast(measured, { than: 'nobody', goal: 1 })).toThrow('no figure of the peer');
    expect(() => atLeast({ ...measured, peers: { emmett: 0 } }, { than: 'emmett', goal: 1 })).toThrow('no figure');
  });

  it('may be held against nothing', () => {
    expect(figure(measured)).toEqual({ ...measured, ratio: null, goal: null, ok: null });
  });
});
