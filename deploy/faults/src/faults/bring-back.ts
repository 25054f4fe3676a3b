import type { Replica } from '../plant/replica.js';

/** Starts a process that was killed and waits until it is ready; how long that took. */
export async function bringBack(replica: Replica): Promise<number> {
  await replica.kill();
  const started = Date.now();
  replica.start();
  await replica.untilReady(120_000);
  return Date.now() - started;
}
