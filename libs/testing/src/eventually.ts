import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';

export interface EventuallyOptions<T> {
  /** What is waited for, as it shall stand in the failure. */
  readonly what?: string;
  /** Without it, any value but false will do, so that a check may consist of expectations alone. */
  readonly until?: (value: T) => boolean;
  /** Only where the time is what is specified: without it, patience enough for a busy machine. */
  readonly withinMs?: number;
  readonly everyMs?: number;
}

/** Waits for a condition and never for a time: reads until the value is the wanted one and nothing is thrown. */
export async function eventually<T>(read: () => T | Promise<T>, options: EventuallyOptions<T> = {}): Promise<T> {
  const { withinMs = 120_000, everyMs = 20, until = (value: T) => value !== false } = options;
  const failure = new Error(); // Made here, so that its stack shows the spec.
  const giveUpAt = Date.now() + withinMs;
  let last: string;
  do {
    try {
      const value = await read();
      if (until(value)) return value;
      last = `last value: ${inspect(value, { depth: 6 })}`;
    } catch (error) {
      last = `last error: ${error instanceof Error ? error.message : inspect(error)}`;
    }
    await sleep(everyMs);
  } while (Date.now() < giveUpAt);
  failure.message = `not within ${withinMs} ms: ${options.what ?? 'the expected condition'}\n${last}`;
  throw failure;
}
