import {
  discardRecord,
  parkedRecords,
  parkedRows,
  settle,
  wasPutAside,
  type EventLog,
  type ParkedRecord,
  type Projector,
  type Reactor,
} from '@millwright/event-log';
import type { Hearing } from '@millwright/messaging';
import type { EntityManager } from 'typeorm';
import type { ListQuery, Page } from '../lists/list-page.js';
import { rowsPage } from '../lists/rows-page.js';
import type { ParkedItem } from './parking.js';

type ParkedAsked = ListQuery & { readonly consumer?: string; readonly stream?: string };

interface Place {
  readonly consumer: string;
  readonly position: number;
}

const hearingOf = (source: string): string => `hearing:${source}`;

export interface ParkedRecordItem extends ParkedItem {
  /** Of a record of another service. */
  readonly id?: string;
  readonly partition?: number;
  readonly record: unknown;
}

/** Everything that waits for a decision in one service, whoever could not take it. */
export class Parked {
  constructor(
    private readonly log: EventLog,
    private readonly db: () => EntityManager,
    private readonly consumers: { readonly projector: Projector; readonly reactor: Reactor; readonly hearing: Hearing },
  ) {}

  list(asked: ParkedAsked): Promise<Page<ParkedItem>> {
    const { consumer = null, stream = null } = asked;
    return rowsPage(this.db(), { ...parkedRows, parameters: [consumer, stream, null] }, asked);
  }

  async inspect(consumer: string, position: number): Promise<ParkedRecordItem | undefined> {
    const [kind, source] = consumer.split(':');
    if (kind === 'hearing') {
      const [found] = await parkedRecords(this.log.pool, { source, number: position });
      return found && { ...itemOf(found), id: found.id, partition: found.partition, record: found.record };
    }
    const rows = { ...parkedRows, parameters: [consumer, null, position] };
    const { items } = await rowsPage<ParkedItem>(this.db(), rows, { limit: 1 });
    return items.length === 0 ? undefined : { ...items[0], record: (await this.log.eventsAfter(position - 1, 1))[0] };
  }

  /** Tries what is parked of a stream again; how many were taken. */
  resume(consumer: string, stream: string): Promise<number> {
    const { projector, reactor, hearing } = this.consumers;
    const [kind, name] = consumer.split(':');
    if (kind === 'hearing') return hearing.parked.resume(name, stream);
    return (kind === 'reaction' ? reactor : projector).resume(name, stream);
  }

  /** Also what was decided upon before. */
  async knows({ consumer, position }: Place): Promise<boolean> {
    const [kind, source] = consumer.split(':');
    if (kind === 'hearing') return wasPutAside(this.log.pool, source, position);
    const found = await this.log.pool.query('select from parked where consumer = $1 and position = $2', [
      consumer,
      position,
    ]);
    return found.rowCount !== 0;
  }

  async discarded({ consumer, position }: Place): Promise<void> {
    const [kind, source] = consumer.split(':');
    await (kind === 'hearing'
      ? discardRecord(this.log.pool, source, position)
      : settle(this.log.pool, consumer, position, 'discarded'));
  }
}

const itemOf = ({ source, number, stream, reason, parkedAt }: ParkedRecord): ParkedItem => ({
  consumer: hearingOf(source),
  position: number,
  stream,
  reason,
  parkedAt,
});
