const [minute, hour] = [60, 3_600];

/** Seconds after each failed attempt: ten attempts within three days and four hours. */
export const defaultSchedule: readonly number[] = [
  5,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];

const longestAsked = 24 * hour;
const jitter = 0.2;

/** The seconds that a receiver asks for, as a number or as a date of HTTP. */
export function secondsAsked(retryAfter: string | undefined, now: Date): number {
  if (retryAfter === undefined) return 0;
  const seconds = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - now.getTime()) / 1_000;
  return Number.isFinite(seconds) ? Math.min(Math.max(0, seconds), longestAsked) : 0;
}

export interface Failed {
  /** How many attempts have failed, this one included. */
  readonly attempts: number;
  readonly retryAfter?: string;
  readonly now: Date;
  /** From 0 to 1. */
  readonly random: number;
}

/**
 * When it is tried again; undefined when it has been tried often enough. A receiver may ask for more time, not for less: many
 * that failed together must not come back together either.
 */
export function nextTry(schedule: readonly number[], { attempts, retryAfter, now, random }: Failed): Date | undefined {
  const planned = schedule[attempts - 1];
  if (planned === undefined) return undefined;
  const seconds = Math.max(planned, secondsAsked(retryAfter, now)) * (1 + random * jitter);
  return new Date(now.getTime() + seconds * 1_000);
}
