import type { Delivery } from './deliveries.sql.js';
import type { Standing } from './cursors.sql.js';
import type { Tried } from './postman.js';
import { nextTry } from './retry-schedule.js';

/** After so many failed attempts in a row nothing new is tried; what failed is tried again by its schedule. */
export const downAfter = 5;

/** Why nothing more is sent. */
export interface Giving {
  readonly cause: 'gone' | 'failing';
  readonly reason: string;
}

/** What some attempts at one receiver say together. Pure. */
export class Tally {
  giving: Giving | undefined;
  /** It had failed before, and then it did not. */
  hasRecovered = false;

  constructor(
    private failures: number,
    private failingSince: string | null,
    private readonly schedule: readonly number[],
  ) {}

  get isDown(): boolean {
    return this.giving !== undefined || this.failures >= downAfter;
  }

  standingAt(position: number): Standing {
    return { position, failures: this.failures, failingSince: this.failingSince };
  }

  /** The delivery after an attempt. */
  after(delivery: Delivery, { attempt, kind, retryAfter }: Tried, now: Date, random: number): Delivery {
    const attempts = delivery.attempts + 1;
    if (kind === 'delivered') {
      this.hasRecovered ||= this.failures >= downAfter;
      this.failures = 0;
      this.failingSince = null;
      return { ...delivery, attempts, attempt, state: 'delivered', nextAt: null };
    }
    this.failures++;
    this.failingSince ??= attempt.at;
    if (kind === 'gone') this.giving = { cause: 'gone', reason: 'The receiver answered 410: it is gone for good' };
    const next = nextTry(this.schedule, { attempts, retryAfter, now, random });
    if (next) return { ...delivery, attempts, attempt, nextAt: next.toISOString() };
    // Nothing at all has come through since this one was tried first.
    if (this.failingSince <= delivery.firstAt)
      this.giving ??= { cause: 'failing', reason: `Nothing was taken since ${this.failingSince}` };
    return { ...delivery, attempts, attempt, state: 'given-up', nextAt: null };
  }

  /** It was not its turn any more, or nobody knows how it ended: later, as often as before. */
  left(delivery: Delivery, now: Date, random: number): Delivery {
    const next = this.isDown ? nextTry(this.schedule, { attempts: 1, now, random }) : now;
    return { ...delivery, nextAt: (next ?? now).toISOString() };
  }
}
