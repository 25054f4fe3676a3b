import { Loop } from './loop.js';

describe('a loop', () => {
  it('says what its last step failed of until one succeeds', async () => {
    const outcomes = [() => Promise.reject(new Error('taken over')), () => Promise.resolve(false)];
    let steps = 0;
    const loop = new Loop('work', () => outcomes[Math.min(steps++, 1)]());
    loop.start();
    while (loop.lastError === undefined) await new Promise(setImmediate);
    expect(loop.lastError).toBe('taken over');
    while (steps < 2) await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(loop.lastError).toBeUndefined();
    await loop.stop();
  });

  it('has nothing to say any more when it was stopped: a process that has lost the lead is ready to follow', async () => {
    const loop = new Loop('work', () => Promise.reject(new Error('another process has taken over')));
    loop.start();
    while (loop.lastError === undefined) await new Promise(setImmediate);
    await loop.stop();
    expect(loop.lastError).toBeUndefined();
  });
});
