import type { EventLog } from '@millwright/event-log';
import type { PublishedFeed, Told } from '@millwright/messaging';
import { passes, type EventFilter } from './event-filter.js';

export interface FeedPage {
  readonly told: readonly Told[];
  /** Everything up to here was looked through, and nothing in it was left out. */
  readonly position: number;
  /** The log had no more just now. */
  readonly isEnd: boolean;
}

export interface Asked {
  readonly filter: EventFilter;
  readonly limit: number;
}

/** An answer comes after so much of the log at the latest, however little of it was asked for. */
const longestLook = 10_000;
/** A notification can get lost. */
const lookAgainAfter = 1_000;

/** One reader of a feed, from a position on. */
export class FeedReader {
  private atEnd = false;
  /** How far the log was said to go when it was last read. */
  private heard = 0;

  constructor(
    private readonly source: { readonly feed: PublishedFeed; readonly log: EventLog },
    private at: number,
    private readonly asked: Asked,
  ) {}

  get position(): number {
    return this.at;
  }

  /** What there is now: at most `limit` events, after a bounded look through the log. */
  async next(): Promise<FeedPage> {
    const { filter, limit } = this.asked;
    const begunAt = this.at;
    for (;;) {
      this.heard = this.source.log.newestKnown;
      const { told, to, isEnd } = await this.source.feed.after(this.at, { atEnd: this.atEnd });
      const wanted = told.filter(({ record }) => passes(filter, record));
      const taken = wanted.slice(0, limit);
      const isAll = taken.length === wanted.length;
      this.at = isAll ? to : (taken.at(-1) as Told).record.position;
      this.atEnd = isEnd && isAll;
      if (taken.length > 0 || isEnd || this.at - begunAt >= longestLook)
        return { told: taken, position: this.at, isEnd: this.atEnd };
    }
  }

  /** Waits until the log has grown since it was read; no longer than allowed, and not once `ended` is. */
  grown(milliseconds: number, ended: AbortSignal): Promise<void> {
    const { log } = this.source;
    if (ended.aborted || log.newestKnown > this.heard) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        off();
        ended.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, Math.min(milliseconds, lookAgainAfter));
      const off = log.onGrowth((position) => position > this.at && wake());
      ended.addEventListener('abort', wake);
    });
  }
}
