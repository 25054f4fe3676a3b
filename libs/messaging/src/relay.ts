import { createCheckpoint, Loop, Mark, type EventLog } from '@millwright/event-log';
import type { Event, Recorded } from '@millwright/event-sourcing';
import { partitionOf, type EventTransport, type PublishedRecord } from './record.js';

/** What a private event says to the outside, if anything. Reads the event and nothing else. */
export type Publish<E extends Event = Event> = (event: Recorded<E>) => Event | undefined;

/** For each type of private event at most one published one. */
export type Publishes<E extends Event> = { readonly [Type in E['type']]?: Publish<Extract<E, { type: Type }>> };

const checkpoint = 'relay';
const largestBatch = 500;

/**
 * The log is the outbox: reads it in the order of commits, publishes, and moves its checkpoint after the transport has
 * taken responsibility. What is published twice, after a crash between the two, is known by its id and its position.
 */
export class Relay {
  readonly loop: Loop;
  private readonly mark: Mark;

  constructor(
    private readonly log: EventLog,
    private readonly publishes: Readonly<Record<string, Publish>>,
    private readonly transport: EventTransport,
    onError?: (error: unknown) => void,
  ) {
    this.mark = new Mark(log.pool, checkpoint);
    this.loop = new Loop('relay', () => this.step(), { onError });
  }

  prepare(): Promise<unknown> {
    return createCheckpoint(this.log.pool, checkpoint, 1);
  }

  private async step(): Promise<boolean> {
    const { position, details } = await this.mark.read();
    const events = await this.log.follow(position, largestBatch);
    const last = events.at(-1)?.position ?? position;
    // The last position published in each partition: what the next record there names as the one before it.
    const lastOf = { ...(details as Record<number, number> | null) };
    const records = events.flatMap((event) => this.record(event, lastOf));
    if (records.length === 0) {
      await this.mark.pass(last);
      return last > position;
    }
    // While these are on their way, those behind them are read; the log remembers them until they are asked for.
    if (events.length === largestBatch) void this.log.follow(last, largestBatch).catch(() => undefined);
    await this.transport.publish(this.log.connection.service, records);
    await this.mark.move(last, lastOf);
    return true;
  }

  private record(event: Recorded, lastOf: Record<number, number>): PublishedRecord[] {
    const published = this.publishes[event.type]?.(event);
    if (!published) return [];
    const {
      eventId: id,
      position,
      site,
      category,
      id: streamId,
      version,
      by,
      recordedAt,
      correlation,
      causation,
      traceparent,
    } = event;
    const partition = partitionOf(`${site}/${category}/${streamId}`, this.transport.partitions);
    const previous = lastOf[partition] ?? 0;
    lastOf[partition] = position;
    const source = this.log.connection.service;
    const epoch = Number(id.split(':')[1]);
    const { type, data } = published;
    return [
      {
        id,
        source,
        site,
        epoch,
        position,
        previous,
        partition,
        type,
        category,
        streamId,
        version,
        data,
        by,
        recordedAt,
        correlation,
        causation,
        traceparent,
      },
    ];
  }
}
