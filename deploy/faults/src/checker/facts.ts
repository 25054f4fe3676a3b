/** What the checker goes by: rows of the log tables, records of the topics, lines of the journal. Its own words for them. */
export interface LogEvent {
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly epoch: number;
  readonly data: Data;
  readonly meta: Meta;
  readonly occurredAt: string;
  readonly recordedAt: string;
}

export type Data = Readonly<Record<string, unknown>>;

export interface Meta {
  readonly actor: string;
  readonly commandId?: string;
  readonly causation?: string;
  readonly traceparent?: string;
  readonly eventId?: string;
  readonly heardFrom?: {
    readonly source: string;
    readonly partition: number;
    readonly epoch: number;
    readonly position: number;
  };
}

export interface StoredCommand {
  readonly principal: string;
  readonly key: string;
  readonly outcome: string;
}

export interface Parked {
  readonly consumer: string;
  readonly position: number;
  readonly stream: string;
  readonly reason: string;
  readonly state: string;
}

export interface Mark {
  readonly source: string;
  readonly partition: number;
  readonly position: number;
}

export interface Checkpoint {
  readonly name: string;
  readonly position: number;
  readonly details: Readonly<Record<string, unknown>> | null;
}

/** One service: its log, what stands beside it, and the read models that are compared row by row. */
export interface ServiceFacts {
  readonly service: string;
  readonly events: readonly LogEvent[];
  readonly heads: ReadonlyMap<string, number>;
  readonly head: number;
  readonly commands: readonly StoredCommand[];
  readonly marks: readonly Mark[];
  readonly checkpoints: readonly Checkpoint[];
  readonly parked: readonly Parked[];
  readonly rows: Readonly<Record<string, readonly Row[]>>;
}

export type Row = Readonly<Record<string, unknown>>;

/** A record of a topic, in the order of offsets within its partition. */
export interface TopicRecord {
  readonly partition: number;
  readonly offset: number;
  readonly key: string;
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly position: number;
  readonly previous: number;
  readonly sequence: number;
}

/** As the clients wrote it down. */
export interface Answered {
  readonly at: string;
  readonly client: string;
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly key: string;
  readonly traceparent: string;
  readonly ifMatch?: string;
  readonly bodyHash: string;
  readonly status?: number;
  readonly body?: string;
  readonly position?: string;
  readonly etag?: string;
  readonly replayed?: boolean;
}

export interface Facts {
  readonly services: ReadonlyMap<string, ServiceFacts>;
  /** By service; records that are none of Millwright's are left out. */
  readonly topics: ReadonlyMap<string, readonly TopicRecord[]>;
  readonly journal: readonly Answered[];
}

/** What one invariant came to. */
export interface Finding {
  readonly invariant: string;
  /** What was looked at, with how many. */
  readonly what: string;
  /** Empty when it holds. */
  readonly problems: readonly string[];
}

export const textOf = (data: Data, path: string): string => {
  let value: unknown = data;
  for (const step of path.split('.')) value = (value as Data | undefined)?.[step];
  return value === undefined || value === null ? '' : String(value);
};

/** Of own events, not of what was heard. */
export const idOf = (stream: string): string => stream.split('/').slice(2).join('/');
export const categoryOf = (stream: string): string => stream.split('/')[1];
export const traceOf = ({ traceparent }: { readonly traceparent?: string }): string => traceparent?.split('-')[1] ?? '';
