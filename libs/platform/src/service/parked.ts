import {
  discardRecord,
  parkedEvents,
  parkedRecords,
  settle,
  wasPutAside,
  type EventLog,
  type ParkedRecord,
  type Projector,
  type Reactor,
} from '@millwright/event-log';
import type { Hearing } from '@millwright/messaging';
import type { ParkedItem } from './parking.js';

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
    private readonly consumers: { readonly projector: Projector; readonly reactor: Reactor; readonly hearing: Hearing },
  ) {}

  async list({ consumer, stream }: { consumer?: string; stream?: string }): Promise<ParkedItem[]> {
    const [kind, name] = consumer?.split(':') ?? [];
    const [events, records] = await Promise.all([
      kind === 'hearing' ? [] : parkedEvents(this.log.pool, { consumer, stream }),
      kind === undefined || kind === 'hearing' ? parkedRecords(this.log.pool, { source: name, stream }) : [],
    ]);
    return [...events, ...records.map(itemOf)];
  }

  async inspect(consumer: string, position: number): Promise<ParkedRecordItem | undefined> {
    const [kind, source] = consumer.split(':');
    if (kind === 'hearing') {
      const [found] = await parkedRecords(this.log.pool, { source, number: position });
      return found && { ...itemOf(found), id: found.id, partition: found.partition, record: found.record };
    }
    const found = (await parkedEvents(this.log.pool, { consumer })).find((one) => one.position === position);
    return found && { ...found, record: (await this.log.eventsAfter(position - 1, 1))[0] };
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
