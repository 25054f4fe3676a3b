import { setTimeout as sleep } from 'node:timers/promises';

export const PATIENCE_MS = 20_000;
const BETWEEN_LOOKS_MS = 25;

/**
 * Looks until what it sees is what was waited for, and gives the last look back in any case: the caller checks it,
 * so that a deviation shows what was there instead.
 */
export async function lookUntil<T>(
  look: () => Promise<T>,
  isThere: (seen: T) => boolean,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (isThere(seen) || Date.now() > giveUpAt) return seen;
    await sleep(BETWEEN_LOOKS_MS);
  }
}

/** As `lookUntil`, for what the story cannot go on without. `what` completes "… did not happen within 20 s". */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T>,
  isThere: (seen: T) => boolean,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const seen = await lookUntil(look, isThere, patienceMs);
  if (isThere(seen)) return seen;
  throw new Error(`Waited ${patienceMs / 1000} s in vain: ${what}. Last seen: ${JSON.stringify(seen)}`);
}
