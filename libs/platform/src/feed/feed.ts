import { epochs } from '@millwright/event-log';
import { ProblemException } from '../http/problem.js';
import type { ServiceRuntime } from '../service/service-runtime.js';
import { neverPublished, typesOf, type EventFilter } from './event-filter.js';
import { cursorOf, lostCursor } from './feed-cursor.js';
import { FeedReader, type Asked } from './feed-reader.js';

/** The published events of one service, for those who read them over HTTP. */
export class Feed {
  constructor(private readonly runtime: ServiceRuntime) {}

  /** From behind a cursor on; throws the problem of one that leads nowhere. */
  async readerAfter(cursor: string, asked: Asked): Promise<FeedReader> {
    this.mustBePublished(asked.filter);
    const { feed, log } = this.runtime;
    return new FeedReader({ feed, log }, await this.positionOf(cursor), asked);
  }

  /** Where a cursor leads; throws the problem of one that leads nowhere any more. */
  async positionOf(cursor: string): Promise<number> {
    const { log } = this.runtime;
    const [head, raised] = await Promise.all([log.head(), epochs(log.pool)]);
    const lost = lostCursor(cursorOf(cursor), head, raised);
    if (lost) throw ProblemException.of(410, 'cursor-lost', lost.detail, { continueAfter: lost.continueAfter });
    return cursorOf(cursor).position;
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
}
