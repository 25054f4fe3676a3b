import type { Epoch, EventLog } from '@millwright/event-log';
import type { Event, Recorded } from '@millwright/event-sourcing';
import { streamOf } from './cloud-event.js';
import { partitionOf, type Cut, type PublishedRecord } from './record.js';
import { traceparentOf } from './traceparent.js';

/** What a private event says to the outside, if anything. Reads the event and nothing else. */
export type Publish<E extends Event = Event> = (event: Recorded<E>) => Event | undefined;

/** For each type of private event at most one published one. */
export type Publishes<E extends Event> = { readonly [Type in E['type']]?: Publish<Extract<E, { type: Type }>> };

/** The last position published in each partition: what the next record there names as the one before it. */
export type Chain = Readonly<Record<number, number>>;

/** The log of a service as others may know it. */
export class PublishedLog {
  constructor(
    private readonly log: EventLog,
    private readonly publishes: Readonly<Record<string, Publish>>,
    private readonly partitions: number,
  ) {}

  /** The records of these events, and the chain after them. */
  recordsOf(
    events: readonly Recorded[],
    chain: Chain,
    epochs: readonly Epoch[],
  ): { records: PublishedRecord[]; chain: Chain } {
    const next: Record<number, number> = { ...chain };
    const cuts = epochs.map(({ epoch, cut }): Cut => ({ epoch, after: cut }));
    const records = events.flatMap((event) => {
      const published = this.publishes[event.type]?.(event);
      if (!published) return [];
      const record = this.recordOf(event, published, next);
      return [record.epoch > 1 ? { ...record, cuts: cuts.filter(({ epoch }) => epoch <= record.epoch) } : record];
    });
    return { records, chain: next };
  }

  private recordOf(event: Recorded, { type, data }: Event, chain: Record<number, number>): PublishedRecord {
    const { eventId: id, position, site, category, id: streamId, version, by } = event;
    const { recordedAt, correlation, causation } = event;
    const partition = partitionOf(streamOf({ site, category, streamId }), this.partitions);
    const previous = chain[partition] ?? 0;
    chain[partition] = position;
    const source = this.log.connection.service;
    const epoch = Number(id.split(':')[1]);
    const traceparent = traceparentOf(event);
    const told = { type, category, streamId, version, data, by, recordedAt, correlation, causation, traceparent };
    return { id, source, site, epoch, position, previous, partition, ...told };
  }
}
