import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.js';

export interface BenchArguments {
  readonly names: readonly string[];
  readonly json: boolean;
  readonly rounds: number;
  readonly help: boolean;
}

export const usage = (
  benchmarks: readonly Benchmark[],
): string => `Measures Millwright beside its peers, on this machine, in the same run.

  npm run bench                          all of them, one after the other
  npm run bench -- append relay          those named
  npm run bench -- --json                ends with one JSON object on standard output; the rest goes to standard error

  --rounds N   rounds of every contestant after its warm-up, at least 3
  --help       this text

${benchmarks.map(({ name, what }) => `  ${name.padEnd(14)} ${what}`).join('\n')}

The exit code is 0 also when a goal is missed; an error, or work that was not done, gives another.
`;

const fewestRounds = 3;

/** Throws with a sentence about what cannot be understood. */
export function readArguments(given: readonly string[], known: readonly string[]): BenchArguments {
  const flag = { type: 'boolean', default: false } as const;
  const { values, positionals } = parseArgs({
    args: [...given],
    options: { json: flag, help: flag, rounds: { type: 'string', default: String(fewestRounds) } },
    allowPositionals: true,
    strict: true,
  });
  const strange = positionals.find((name) => !known.includes(name));
  if (strange !== undefined) throw new Error(`There is no benchmark ${strange}; there are ${known.join(', ')}.`);
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < fewestRounds)
    throw new Error(`--rounds is a whole number of at least ${fewestRounds}, not ${values.rounds}.`);
  return { names: positionals.length > 0 ? positionals : known, json: values.json, rounds, help: values.help };
}
