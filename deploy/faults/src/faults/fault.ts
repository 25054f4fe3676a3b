import type { Load } from '../load/load.js';
import type { Plant, PlantOptions } from '../plant/plant.js';
import type { RunningPlant } from '../plant/running-plant.js';
import type { Random } from '../random.js';

/** What a fault works with. */
export interface Ground<P extends RunningPlant = Plant> {
  readonly plant: P;
  readonly load: Load;
  readonly random: Random;
  /** Milliseconds: the length of the fault list with `--full`, otherwise one that fits into a default run. */
  length(short: number, full: number): number;
  /** A whole number of times, in the same way. */
  times(short: number, full: number): number;
  say(message: string): void;
  /** A criterion of the fault beside the invariants. Evidence is what was seen. */
  expect(criterion: string, holds: boolean, evidence?: string): void;
  /** A criterion of time. Told and not held against anything in a brief run, which shares its machine with other specs. */
  expectWithin(criterion: string, tookMs: number, limitMs: number): void;
}

/**
 * One fault: `inject` breaks something under load, mends it, and returns when it is mended. It says what kind of plant it
 * needs: the distributed one, the site, or any.
 */
export interface Fault<P extends RunningPlant = Plant> {
  readonly id: string;
  readonly title: string;
  /** Invariants that it cannot be held to without a person, such as INV-18. */
  readonly exemptFrom?: readonly string[];
  /** Why it cannot be injected into such a plant. */
  leftOut?(options: PlantOptions): string | undefined;
  inject(ground: Ground<P>): Promise<void>;
}

export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? 0;

export const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;
