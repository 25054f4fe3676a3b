import type { By } from '@millwright/event-sourcing';

/** A published event on its way between services, whatever carries it. */
export interface PublishedRecord {
  /** `<service>:<epoch>:<position>`: the same however often it is delivered. */
  readonly id: string;
  readonly source: string;
  readonly site: string;
  readonly epoch: number;
  /** Position in the log of the source. */
  readonly position: number;
  /** Position of the record before it in its partition; 0 for the first. A listener that misses one sees it here. */
  readonly previous: number;
  readonly partition: number;
  readonly type: string;
  /** Stream of the source: category and id. Records of one stream stay in one partition, in order. */
  readonly category: string;
  readonly streamId: string;
  /** Version of the source's stream. */
  readonly version: number;
  readonly data: object;
  readonly by: By;
  readonly recordedAt: string;
  readonly correlation: string;
  readonly causation?: string;
  readonly traceparent?: string;
  /** In a log that was restored, where each epoch after the first was cut. */
  readonly cuts?: readonly Cut[];
}

/** What its source had recorded after `after` before this epoch is lost. */
export interface Cut {
  readonly epoch: number;
  readonly after: number;
}

/** Something that came where records come, and is none. */
export interface UnreadableRecord {
  /** The same however often it is delivered. */
  readonly id: string;
  /** The stream that its key names. */
  readonly stream: string;
  readonly reason: string;
  readonly raw: RawRecord;
}

export interface RawRecord {
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string | null;
}

export type Received = PublishedRecord | UnreadableRecord;

export const isReadable = (received: Received): received is PublishedRecord => 'position' in received;

export interface Delivery {
  readonly source: string;
  readonly partition: number;
  /** In the order in which they were published. */
  readonly records: readonly Received[];
  /** Where the transport would go on after these, if it reads by offsets. */
  readonly nextOffset?: string;
  /** Nothing can be missing before these: whoever delivers them waits until they have arrived. */
  readonly complete?: boolean;
}

/** What the last records of a partition say of their source. */
export type LastPublished = Pick<PublishedRecord, 'id' | 'epoch' | 'position' | 'recordedAt'>;

/** Everything up to here has been handed to whoever listens. */
export interface PublishedUpTo {
  readonly epoch: number;
  readonly position: number;
}

/** What a source has published so far, for transports that keep nothing themselves. */
export interface Published {
  upTo(): Promise<PublishedUpTo>;
  /** At least the next one, as long as there is any; `to` is how far the log was looked through. */
  after(
    position: number,
    limit: number,
  ): Promise<{ readonly records: readonly PublishedRecord[]; readonly to: number }>;
}

/** A service that wants to hear others. */
export interface Listener {
  readonly name: string;
  readonly sources: readonly string[];
  hear(delivery: Delivery): Promise<void>;
  /** Where it had come to; what it does not name is read from the first record on. */
  readFrom(): Promise<readonly { readonly source: string; readonly partition: number; readonly offset: string }[]>;
  /** The transport has lost what was read from this partition before. */
  lost(source: string, partition: number): Promise<void>;
}

/** Carries published events from the log of one service to those of the others. */
export interface EventTransport {
  /** The number of partitions of each source; never changed once there is data. */
  readonly partitions: number;
  /** What keeps records from being carried just now, in sentences; empty when all is well. */
  readonly problems: readonly string[];
  /** Hands over nothing with gaps: no listener can have missed a record. */
  readonly complete: boolean;
  /**
   * Resolves when the records cannot be lost any more. Called with records in order, one call at a time per source. The
   * answer is the place after them in each partition, where the transport has places.
   */
  publish(source: string, records: readonly PublishedRecord[]): Promise<ReadonlyMap<number, string>>;
  /** The place after the last record in each partition; empty where the transport keeps nothing. */
  ends(source: string): Promise<ReadonlyMap<number, string>>;
  /** The latest record, by epoch and position, among the last ones of these partitions. */
  tails(source: string, partitions: readonly number[]): Promise<ReadonlyMap<number, LastPublished>>;
  /** Lets a transport that keeps nothing ask the log of a source. */
  offer(source: string, published: Published): void;
  /** How far the source has got, for one who begins to listen; undefined where the marks of the listener say it. */
  published(source: string): Promise<PublishedUpTo | undefined>;
  /** Delivers what was published from the first record on, as far as there is any now. */
  replay(source: string, hear: (delivery: Delivery) => Promise<void>): Promise<void>;
  /** Hands over everything that the sources publish; again from where `hear` last failed. */
  listen(listener: Listener): Promise<Listening>;
  close(): Promise<void>;
}

export interface Listening {
  stop(): Promise<void>;
}

/** Records of one stream always fall into the same partition. FNV-1a over the name. */
export function partitionOf(stream: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < stream.length; index++)
    hash = Math.imul(hash ^ stream.charCodeAt(index), 0x01000193) >>> 0;
  return hash % partitions;
}
