import { setTimeout as sleep } from 'node:timers/promises';
import type { Entry } from '../load/journal.js';
import type { RunningPlant } from '../plant/running-plant.js';
import type { Ground } from './fault.js';

export const isServerError = ({ status }: Entry): boolean => status !== undefined && status >= 500;

/** Worse than "not now": a 5xx that is not 503, or one that does not say when to come again. */
export const isBad = (entry: Entry): boolean =>
  isServerError(entry) && (entry.status !== 503 || entry.retryAfter === undefined);

/** Answers as the evidence of a criterion. */
export const told = (entries: readonly Entry[]): string =>
  entries.map(({ status, path, body }) => `${status} ${path} ${body}`).join('\n');

export function expectNothingWorse({ expect }: Pick<Ground<RunningPlant>, 'expect'>, entries: readonly Entry[]): void {
  const failed = entries.filter(isBad);
  expect('unavailable is 503 with Retry-After', failed.length === 0, told(failed));
}

export async function acceptedSoon({ load }: Ground<RunningPlant>): Promise<boolean> {
  const after = await load.during(() => sleep(5_000));
  return after.some(({ status }) => status !== undefined && status < 300);
}
