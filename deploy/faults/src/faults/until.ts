import { setTimeout as sleep } from 'node:timers/promises';

/** Looks until it is so, and says whether it came to be. */
export async function until(look: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  for (const giveUpAt = Date.now() + withinMs; ; await sleep(100)) {
    if (await look().catch(() => false)) return true;
    if (Date.now() > giveUpAt) return false;
  }
}
