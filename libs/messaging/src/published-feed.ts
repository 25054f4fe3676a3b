import { epochs, type Epoch, type EventLog } from '@millwright/event-log';
import type { Recorded } from '@millwright/event-sourcing';
import { structuredCloudEvent } from './cloud-event.js';
import { PublishedLog, type Publish } from './published-log.js';
import type { PublishedRecord } from './record.js';

/** A published event with its text, which is made once however many follow. */
export interface Told {
  readonly record: PublishedRecord;
  /** Structured CloudEvent. */
  readonly text: string;
}

export interface Stretch {
  readonly told: readonly Told[];
  /** How far the log was looked through. */
  readonly to: number;
  /** There was no more of the log just now. */
  readonly isEnd: boolean;
}

const largestStretch = 500;

/**
 * What a service has published, read from its log on whatever replica: the same mapping, ids and attributes as the relay's,
 * in the order of the log, without a gap, from the first.
 */
export class PublishedFeed {
  private readonly published: PublishedLog;
  private readonly told = new WeakMap<Recorded, Told | 'nothing'>();
  private epochs: readonly Epoch[] = [];

  constructor(
    private readonly log: EventLog,
    publishes: Readonly<Record<string, Publish>>,
  ) {
    this.published = new PublishedLog(log, publishes, 1);
  }

  /** The next stretch of the log; those who have come to its end share what one of them reads. */
  async after(position: number, { atEnd }: { readonly atEnd: boolean }): Promise<Stretch> {
    const events = await (atEnd
      ? this.log.follow(position, largestStretch)
      : this.log.eventsAfter(position, largestStretch));
    await this.knowEpochs(events);
    return {
      told: events.flatMap((event) => this.tell(event)),
      to: events.at(-1)?.position ?? position,
      isEnd: events.length < largestStretch,
    };
  }

  /** What was published with the event at this position, if anything. */
  async at(position: number): Promise<Told | undefined> {
    const events = await this.log.eventsAfter(position - 1, 1);
    await this.knowEpochs(events);
    return events.filter((event) => event.position === position).flatMap((event) => this.tell(event))[0];
  }

  private tell(event: Recorded): readonly Told[] {
    const known = this.told.get(event);
    if (known !== undefined) return known === 'nothing' ? [] : [known];
    const [record] = this.published.recordsOf([event], {}, this.epochs).records;
    const told = record && { record, text: JSON.stringify(structuredCloudEvent(record)) };
    this.told.set(event, told ?? 'nothing');
    return told ? [told] : [];
  }

  /** An event of an epoch that is not known yet: the log was restored since. */
  private async knowEpochs(events: readonly Recorded[]): Promise<void> {
    const { service } = this.log.connection;
    const newest = Math.max(
      1,
      ...events.map(({ eventId }) => eventId.split(':')).map(([of, epoch]) => (of === service ? Number(epoch) : 1)),
    );
    if (newest > (this.epochs.at(-1)?.epoch ?? 1)) this.epochs = await epochs(this.log.pool);
  }
}
