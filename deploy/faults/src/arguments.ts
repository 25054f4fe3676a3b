import { parseArgs } from 'node:util';

export interface FaultArguments {
  readonly rounds: number;
  readonly seed: string;
  readonly only: readonly string[];
  readonly full: boolean;
  readonly json: boolean;
  readonly keep: boolean;
  readonly help: boolean;
  readonly runtime: 'distributed' | 'site';
  /** A repository with the built services of the release before. */
  readonly previous?: string;
  /** A repository with other built services. */
  readonly services?: string;
}

export const usage = `Breaks the distributed system under load and proves that nothing was lost.

  npm run faults                                   every fault once, in an order that the seed decides
  npm run faults -- --rounds 5 --seed 7            five times, each round with a seed of its own, which is printed
  npm run faults -- --only F01,F09 --seed 7        these alone
  npm run faults -- --runtime site                 the site runtime, with what it can suffer

  --rounds N        how often; 1 when absent
  --seed S          what decides load, order and moments; printed, 1 when absent
  --only F01,F09    only these faults
  --runtime R       distributed, or site; distributed when absent
  --full            as long as the list of faults says, instead of some seconds each
  --json            ends with one JSON object on standard output, everything else goes to standard error
  --keep            keeps the directory of a run also when everything held
  --previous DIR    begins with the built services of another checkout, for F21
  --services DIR    takes the built services of another repository
  --help            this text
`;

/** Throws with a sentence about an option that makes no sense. */
export function readArguments(given: readonly string[]): FaultArguments {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...given],
    options: {
      rounds: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string', default: '' },
      runtime: { type: 'string', default: 'distributed' },
      services: { type: 'string' },
      previous: { type: 'string' },
      full: flag,
      json: flag,
      keep: flag,
      help: flag,
    },
    strict: true,
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds is ${values.rounds}; it should be 1 or more.`);
  const { runtime } = values;
  if (runtime !== 'site' && runtime !== 'distributed')
    throw new Error(`--runtime is ${runtime}; it should be distributed or site.`);
  const only = values.only.split(',').filter((id) => id !== '');
  return { ...values, rounds, only, runtime };
}
