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
}

export interface Delivery {
  readonly source: string;
  readonly partition: number;
  /** In the order in which they were published. */
  readonly records: readonly PublishedRecord[];
  /** Where the transport would go on after these, if it reads by offsets. */
  readonly nextOffset?: string;
  /** Nothing can be missing before these: whoever delivers them waits until they have arrived. */
  readonly complete?: boolean;
}

/** A service that wants to hear others. */
export interface Listener {
  readonly name: string;
  readonly sources: readonly string[];
  hear(delivery: Delivery): Promise<void>;
  /** Where it had come to; what it does not name is read from the first record on. */
  readFrom(): Promise<readonly { readonly source: string; readonly partition: number; readonly offset: string }[]>;
}

/** Carries published events from the log of one service to those of the others. */
export interface EventTransport {
  /** The number of partitions of each source; never changed once there is data. */
  readonly partitions: number;
  /** What keeps records from being carried just now, in sentences; empty when all is well. */
  readonly problems: readonly string[];
  /** Resolves when the records cannot be lost any more. Called with records in order, one call at a time per source. */
  publish(source: string, records: readonly PublishedRecord[]): Promise<void>;
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
