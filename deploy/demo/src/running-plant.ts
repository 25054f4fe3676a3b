import type { Addresses } from './client.js';

/** A plant that somebody started for the story. */
export interface RunningPlant {
  readonly addresses: Addresses;
  /** Made up by whoever started it; a plant has no default password. */
  readonly administratorPassword: string;
  /** Where a person can read what the API offers. */
  readonly apiPages: readonly string[];
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly log: (message: string) => void;
  /** Where traces go. */
  readonly otlpUrl?: string;
  /** Of the first process; each has its own. */
  readonly metricsPort?: number;
}
