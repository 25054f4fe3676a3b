import { Random } from './random.js';

/** The seed of a round: the first round's is the seed itself, so that one round can be had again alone. */
export const roundSeed = (seed: string, round: number): string =>
  round === 1 ? seed : new Random(`${seed}/round ${round}`).hex().slice(0, 8);

/** All faults in an order of the seed's own, or those that were asked for. Throws a sentence about one that does not exist. */
export function selection<F extends { readonly id: string }>(
  faults: readonly F[],
  seed: string,
  only: readonly string[] = [],
): F[] {
  const unknown = only.filter((id) => !faults.some((fault) => fault.id === id));
  if (unknown.length > 0)
    throw new Error(`There is no fault ${unknown.join(', ')}; there are ${faults.map(({ id }) => id).join(', ')}.`);
  const wanted = only.length === 0 ? faults : faults.filter(({ id }) => only.includes(id));
  return new Random(`${seed}/order of faults`).shuffled(wanted);
}
