import type { Reply } from './connection.js';

/** One command of an order's life. */
export interface Step {
  readonly name: string;
  readonly service: 'orders' | 'tracking' | 'quality' | 'inventory';
  path(order: string): string;
  body(order: string): object | undefined;
  /**
   * Refusals that say that this service has not heard yet of what was done in another one: the same command is sent again
   * a moment later. Any other refusal fails the benchmark.
   */
  readonly tooEarly?: readonly string[];
  /** So long after the step before it, at the least: where coming too early would be recorded as a variance and not refused. */
  readonly restMilliseconds?: number;
  /** What the answer must say. */
  readonly holds?: (answer: Reply['body']) => boolean;
}

/** How long a client turns to its other orders before it sends a command again that came too early; twice as long each time. */
export const againAfter = 100;
