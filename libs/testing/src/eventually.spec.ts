import { eventually } from './eventually.js';

describe('eventually', () => {
  it('answers with the first value that fits', async () => {
    let count = 0;
    await expect(eventually(() => (count += 1), { until: (value) => value === 3, everyMs: 1 })).resolves.toBe(3);
  });

  it('takes expectations as the condition', async () => {
    let count = 0;
    await eventually(() => expect((count += 1)).toBeGreaterThan(2), { everyMs: 1 });
    expect(count).toBe(3);
  });

  it('shows the last value when it gives up', async () => {
    const waiting = eventually(() => ({ parked: 2 }), {
      until: () => false,
      withinMs: 5,
      what: 'an empty parking list',
    });
    await expect(waiting).rejects.toThrow('not within 5 ms: an empty parking list\nlast value: { parked: 2 }');
  });

  it('shows the last error when it gives up', async () => {
    const waiting = eventually(() => Promise.reject(new Error('connection refused')), { withinMs: 5 });
    await expect(waiting).rejects.toThrow('last error: connection refused');
  });
});
