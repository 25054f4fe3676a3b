import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import type { Plant } from './service/plant.js';

/** Less than the time that orchestrators give before they kill, which is 30 s where nothing else is said. */
const GRACE_MS = 25_000;

/**
 * Readiness turns red first and the lead is given up, so that another replica takes over. For `drainMilliseconds` requests
 * are answered as before, each closing its connection: whoever sends them needs a moment to notice. Then no connection is
 * taken any more, those in flight are answered, and the rest is closed.
 */
export async function shutDown(app: INestApplication, plant: Plant, drainMilliseconds = 0): Promise<void> {
  plant.end();
  await sleep(drainMilliseconds);
  await app.close();
}

/** Stops once on the signals of a terminal and an orchestrator. A second signal ends it at once, and so does the end of the grace period. What answered them until now no longer does. */
export function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  const giveUp = (why: string): void => {
    process.stderr.write(`${why}\n`);
    process.exit(1);
  };
  const onSignal = (): void => {
    if (stopping) return giveUp('Stopped at once by a second signal.');
    stopping = true;
    setTimeout(() => giveUp(`Not stopped within ${GRACE_MS / 1000} s.`), GRACE_MS).unref();
    void stop().then(
      () => process.exit(0),
      (error: unknown) => giveUp(String(error)),
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const before = process.listeners(signal);
    // Added before these are removed: a signal that came while nobody listened would be lost.
    process.on(signal, onSignal);
    for (const one of before) process.off(signal, one);
  }
}
