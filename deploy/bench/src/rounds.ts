import { setTimeout as sleep } from 'node:timers/promises';

/** A contestant: does its whole work once and says what it measured. */
export type Run<Sample> = (round: number) => Promise<Sample>;

/**
 * Every contestant once as a warm-up that does not count (round 0), then all of them in turn, round by round, so that
 * whatever else the machine does meets all of them alike. Every second round goes backwards: nobody always goes first.
 */
export async function alternate<Name extends string, Sample>(
  rounds: number,
  contestants: Readonly<Record<Name, Run<Sample>>>,
): Promise<Record<Name, Sample[]>> {
  const names = Object.keys(contestants) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as Sample[]])) as Record<Name, Sample[]>;
  for (let round = 0; round <= rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const sample = await contestants[name](round);
      if (round > 0) samples[name].push(sample);
      await sleep(100);
    }
  }
  return samples;
}
