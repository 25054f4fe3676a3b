import { epochs, type LogHead } from '@millwright/event-log';
import { PublishedFeed, type Publish } from '@millwright/messaging';
import { ProblemException } from '../http/problem.js';
import type { ServiceRuntime } from '../service/service-runtime.js';
import { neverPublished, typesOf, type EventFilter } from './event-filter.js';
import { cursorOf, lostCursor } from './feed-cursor.js';
import { FeedReader, type Asked } from './feed-reader.js';

/** The published events of one service, for those who read them over HTTP. */
export class Feed {
  readonly published: PublishedFeed;

  constructor(private readonly runtime: ServiceRuntime) {
    const { definition, log } = runtime;
    this.published = new PublishedFeed(log, definition.publishes as Readonly<Record<string, Publish>>);
  }

  /** From behind a cursor on; throws the problem of one that leads nowhere. */
  async readerAfter(cursor: string, asked: Asked): Promise<FeedReader> {
    this.mustBePublished(asked.filter);
    const { position, head } = await this.place(cursor);
    const lost = lostCursor(cursorOf(cursor), head, await epochs(this.runtime.log.pool));
    if (lost) throw ProblemException.of(410, 'cursor-lost', lost.detail, { continueAfter: lost.continueAfter });
    return new FeedReader({ feed: this.published, log: this.runtime.log }, position, asked);
  }

  async epoch(): Promise<number> {
    return (await this.runtime.log.head()).epoch;
  }

  /** The present epoch; undefined where the log was cut before this place. */
  async epochAt(position: number): Promise<number | undefined> {
    const head = await this.runtime.log.head();
    return head.position < position ? undefined : head.epoch;
  }

  mustBePublished({ types = [] }: Pick<EventFilter, 'types'>): void {
    const service = this.runtime.definition.name;
    const never = neverPublished(service, types);
    if (never.length === 0) return;
    throw ProblemException.of(
      422,
      'unknown-event-type',
      `The ${service} service never publishes ${never.join(', ')}.`,
      { legal: typesOf(service) },
    );
  }

  private async place(cursor: string): Promise<{ position: number; head: LogHead }> {
    return { position: cursorOf(cursor).position, head: await this.runtime.log.head() };
  }
}
