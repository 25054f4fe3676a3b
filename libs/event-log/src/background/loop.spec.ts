import { setTimeout as sleep } from 'node:timers/promises';
import { Loop } from './loop.js';

describe('a loop', () => {
  it('says why it fails as long as it runs, and nothing of it when it was stopped', async () => {
    const loop = new Loop('projections', () => Promise.reject(new Error('Another process has taken over')));
    loop.start();
    while (loop.lastError === undefined) await sleep(1);
    expect(loop.lastError).toBe('Another process has taken over');
    await loop.stop();
    expect(loop.lastError).toBeUndefined();
  });
});
