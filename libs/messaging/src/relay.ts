import {
  createCheckpoint,
  epochs,
  Loop,
  Mark,
  resetCheckpoint,
  type Epoch,
  type EventLog,
} from '@millwright/event-log';
import { PublishedLog, type Chain, type Publish } from './published-log.js';
import type { EventTransport, PublishedRecord } from './record.js';
import { chainOf, placesAfter, placesOf, type Places } from './relay-state.js';
import { republishCheckpoint, Republishing, type RepublishProgress } from './republishing.js';
import { checkTopic, type TopicCheck } from './topic-check.js';

const checkpoint = 'relay';
const largestBatch = 500;

export interface RelayStatus {
  readonly position: number;
  /** Events of the log that have not been looked at for publishing. */
  readonly behind: number;
  readonly lostPartitions: readonly number[];
  readonly republishing?: RepublishProgress;
  readonly lastError?: string;
}

/** Of a record among those of its source. */
export interface Place {
  readonly epoch: number;
  readonly position: number;
}

interface Standing {
  readonly position: number;
  readonly places: Places;
}

/** A piece of the log, ready to be published. */
interface Piece {
  readonly last: number;
  readonly records: readonly PublishedRecord[];
  readonly chain: Chain;
  readonly isFull: boolean;
}

/**
 * The log is the outbox: reads it in the order of commits, publishes, and moves its checkpoint after the transport has
 * taken responsibility. What is published twice, after a crash between the two, is known by its id and its position.
 */
export class Relay {
  readonly loop: Loop;
  private readonly mark: Mark;
  private readonly published: PublishedLog;
  private readonly republishing: Republishing;
  private check: TopicCheck | undefined;
  /** Where the mark is, so that it need not be read before each piece; unknown after an error. */
  private at: Standing | undefined;
  private next: Promise<Piece> | undefined;
  private epochs: readonly Epoch[] = [];
  /** Told how long the transport took to take responsibility for some records, in milliseconds. */
  onPublished: ((milliseconds: number, records: readonly PublishedRecord[]) => void) | undefined;

  constructor(
    private readonly log: EventLog,
    publishes: Readonly<Record<string, Publish>>,
    private readonly transport: EventTransport,
    onError?: (error: unknown) => void,
  ) {
    this.mark = new Mark(log.pool, checkpoint);
    this.published = new PublishedLog(log, publishes, transport.partitions);
    this.republishing = new Republishing(log, this.published, (records) => this.publishAgain(records));
    this.loop = new Loop('relay', () => this.step(), { onError });
    transport.offer(log.connection.service, {
      upTo: () => this.upTo(),
      after: (position, limit) => this.after(position, limit),
    });
  }

  /** Why nothing can be published or recorded until somebody has decided. */
  get halted(): string | undefined {
    return this.check?.restored;
  }

  /** What troubles it, a sentence each, without what the transport says already. */
  troublesBeside(problems: readonly string[]): readonly string[] {
    const { lastError } = this.loop;
    const { lost } = this;
    return [
      ...(lastError && !problems.includes(lastError) ? [`relay: ${lastError}`] : []),
      ...(lost === undefined ? [] : [lost]),
    ];
  }

  /** What the topic has lost, as a sentence. */
  get lost(): string | undefined {
    const lost = this.check?.lost ?? [];
    const { service } = this.log.connection;
    return lost.length === 0
      ? undefined
      : `The topic of ${service} has lost records in partition ${lost.join(', ')}: POST /api/${service}/v1/operations/republish`;
  }

  prepare(): Promise<unknown> {
    return createCheckpoint(this.log.pool, checkpoint, 1);
  }

  /** Somebody else may have published since this process did, or the topic may be another: nothing that was known counts. */
  begin(): void {
    this.check = this.at = this.next = undefined;
    this.loop.start();
  }

  /** Where others will find what was recorded between two positions: the last of its records in each partition. */
  async recordsBetween(after: number, upTo: number): Promise<ReadonlyMap<number, Place>> {
    const events = await this.log.between(after, upTo);
    const { records } = this.published.recordsOf(events, {}, []);
    return new Map(records.map(({ partition, epoch, position }) => [partition, { epoch, position }]));
  }

  /** The position of the last record in each partition, where the transport has such. */
  async publishedPositions(): Promise<ReadonlyMap<number, number>> {
    const { details } = await new Mark(this.log.pool, checkpoint).read();
    return new Map([...placesOf(details)].map(([partition, { position }]) => [partition, position]));
  }

  /** Asks for everything that was published after a position to be published once more. */
  republish(from: number): Promise<unknown> {
    return resetCheckpoint(this.log.pool, republishCheckpoint, { from });
  }

  async status(): Promise<RelayStatus> {
    const [{ position }, head, republishing] = await Promise.all([
      new Mark(this.log.pool, checkpoint).read(),
      this.log.head(),
      this.republishing.progress(),
    ]);
    const { lastError } = this.loop;
    return {
      position,
      behind: head.position - position,
      lostPartitions: this.check?.lost ?? [],
      ...(republishing && { republishing }),
      ...(lastError === undefined ? {} : { lastError }),
    };
  }

  private async step(): Promise<boolean> {
    if (this.check?.restored && (await this.log.head()).halted !== null) return false;
    if (!this.check || this.check.restored) await this.compare();
    if (this.check?.restored) return false;
    try {
      const more = await this.publishLive();
      return (await this.republishPiece()) || more;
    } catch (error) {
      // The transport may have come back as another one.
      this.check = undefined;
      this.at = this.next = undefined;
      throw error;
    }
  }

  private async compare(): Promise<void> {
    this.epochs = await epochs(this.log.pool);
    this.check = await checkTopic(this.log, this.transport, placesOf((await this.mark.read()).details));
  }

  private async publishLive(): Promise<boolean> {
    const at = (this.at ??= await this.whereItStands());
    const piece = await (this.next ?? this.read(at.position, chainOf(at.places)));
    this.next = undefined;
    const { last, records, chain } = piece;
    if (records.length === 0) {
      this.at = { ...at, position: last };
      await this.mark.pass(last);
      return last > at.position;
    }
    const publishing = this.publish(records);
    // While these are on their way, those behind them are read and made ready.
    if (piece.isFull) this.next = this.read(last, chain);
    this.next?.catch(() => undefined);
    const ends = await publishing;
    const places = placesAfter(at.places, chain, ends);
    // Where nobody can miss a record, the chain is of no use, and what is handed over again after a crash is known.
    await (this.transport.complete ? this.mark.pass(last) : this.mark.move(last, places));
    this.at = { position: last, places: placesOf(places) };
    return true;
  }

  private async publish(records: readonly PublishedRecord[]): Promise<ReadonlyMap<number, string>> {
    const begun = performance.now();
    const ends = await this.transport.publish(this.log.connection.service, records);
    this.onPublished?.(performance.now() - begun, records);
    return ends;
  }

  private async whereItStands(): Promise<Standing> {
    const { position, details } = await this.mark.read();
    return { position, places: placesOf(details) };
  }

  private async read(position: number, before: Chain): Promise<Piece> {
    const events = await this.log.follow(position, largestBatch);
    const { records, chain } = this.published.recordsOf(events, before, this.epochs);
    return { last: events.at(-1)?.position ?? position, records, chain, isFull: events.length === largestBatch };
  }

  private async republishPiece(): Promise<boolean> {
    const { position } = await this.mark.read();
    const came = await this.republishing.step(position, this.epochs);
    if (came === 'done') this.check = { lost: [] };
    return came === 'more';
  }

  private async publishAgain(records: readonly PublishedRecord[]): Promise<void> {
    const ends = await this.publish(records);
    const { position, places } = await this.whereItStands();
    const after = placesAfter(places, chainOf(places), ends);
    await this.mark.move(position, after);
    this.at = { position, places: placesOf(after) };
  }

  private async upTo(): Promise<{ epoch: number; position: number }> {
    const [{ epoch }, { position }] = await Promise.all([this.log.head(), this.mark.read()]);
    return { epoch, position };
  }

  private async after(position: number, limit: number): Promise<{ records: readonly PublishedRecord[]; to: number }> {
    const events = await this.log.eventsAfter(position, limit);
    return {
      records: this.published.recordsOf(events, {}, this.epochs).records,
      to: events.at(-1)?.position ?? Number.MAX_SAFE_INTEGER,
    };
  }
}
