import { setTimeout as sleep } from 'node:timers/promises';
import type { Entry } from '../load/journal.js';
import type { RunningPlant } from '../plant/running-plant.js';
import type { Ground } from './fault.js';

/** Worse than "not now": a 5xx that is not 503, or one that does not say when to come again. */
export const isBad = ({ status, retryAfter }: Entry): boolean =>
  status !== undefined && status >= 500 && (status !== 503 || retryAfter === undefined);

export async function acceptedSoon({ load }: Ground<RunningPlant>): Promise<boolean> {
  const after = await load.during(() => sleep(5_000));
  return after.some(({ status }) => status !== undefined && status < 300);
}
