import type { LocalKafka } from '@millwright/testing';
import type { Result } from './result.js';

/**
 * One subject that is measured. To add one: a file that exports a `Benchmark`, and a line in `benchmarks.ts`.
 *
 * A benchmark runs ours and its peers in this same run, alternating (`alternate` in `rounds.ts` does that, with a warm-up),
 * and returns one result for every goal (`atLeast`, `atMost`, `figure` in `result.ts`). After every run it counts what was
 * done, and throws when that is not all of it: a figure comes from real work or there is none. A goal that is missed is no error.
 */
export interface Benchmark {
  /** What is typed on the command line; the names of its results begin with it. */
  readonly name: string;
  /** One line for the help text. */
  readonly what: string;
  run(surroundings: Surroundings): Promise<readonly Result[]>;
}

/** What all benchmarks of a run share. Servers are started when first asked for, and stopped at the end of the run. */
export interface Surroundings {
  /** At least three; each contestant runs this often apart from its warm-up. */
  readonly rounds: number;
  /** Progress for whoever watches; never goes to where the results go. */
  say(progress: string): void;
  /** A new, empty database on the one PostgreSQL of this run, which is as durable as that of a plant. */
  freshDatabase(name: string): Promise<BenchDatabase>;
  /** The one broker of this run. Benchmarks share it, so each takes topics of its own. */
  kafka(): Promise<LocalKafka>;
  /** A new folder below that of the run; gone at the end of the run. */
  freshFolder(name: string): Promise<string>;
}

export interface BenchDatabase {
  readonly name: string;
  /** Connects as the owner. */
  readonly url: string;
  drop(): Promise<void>;
}
