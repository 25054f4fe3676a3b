import { EventEmitter } from 'node:events';
import { currentVersion, type Event, type Recorded, type StreamRef, type Upcasts } from '@millwright/event-sourcing';
import type { Pool } from 'pg';
import type { Append, AppendResult } from './append/append.js';
import { Appender } from './append/appender.js';
import { appendPool, readPool, type LogConnection } from './connection.js';
import { heardAs } from './heard/heard-event.js';
import { hear, type Hear } from './heard/hear.sql.js';
import { appended } from './append/appended.js';
import { eventsAfter, eventsOfStreams, recorded } from './read/read-events.sql.js';
import { Tail } from './read/tail.js';

export interface LogHead {
  readonly epoch: number;
  readonly position: number;
  /** Why nothing can be added just now; null when all is well. */
  readonly halted: string | null;
}

const largestRead = 1_000;
/** A notification can get lost; less than the pause that loops make of themselves. */
const lookAgainAfter = 900;

/** The log of one service in PostgreSQL: what the service did and what it heard, in the order in which it became known. */
export class EventLog {
  /** Shared by everything that reads or moves marks beside the log: checkpoints, leases, hearing. */
  readonly pool: Pool;
  private readonly writing: Pool;
  private readonly appender: Appender;
  private readonly tail = new Tail();
  private grown = true;
  private newest = 0;
  private lookedAt = 0;
  private readonly reading = new Map<number, Promise<readonly Recorded<Event>[]>>();
  private readonly changes = new EventEmitter().setMaxListeners(0);

  constructor(
    readonly connection: LogConnection,
    private readonly upcasts: Upcasts = {},
  ) {
    this.pool = readPool(connection);
    this.writing = appendPool(connection);
    this.appender = new Appender(this.writing, connection.site, (milliseconds, appends) =>
      this.changes.emit('call', milliseconds, appends),
    );
    // A lost idle connection is replaced at the next query; without a listener it would end the process.
    this.pool.on('error', () => undefined);
    this.writing.on('error', () => undefined);
  }

  /** Of connections, by what they are for. */
  get pools(): Readonly<Record<'log' | 'append', Pool>> {
    return { log: this.pool, append: this.writing };
  }

  nameOf = (stream: Pick<StreamRef, 'category' | 'id'>): string =>
    `${this.connection.site}/${stream.category}/${stream.id}`;

  /** The version in which events of this type are stored. */
  versionOf = (type: string): number => currentVersion(this.upcasts, type);

  async append(append: Append): Promise<AppendResult> {
    const result = await this.appender.append(append);
    if (result.kind === 'appended' && append.events.length > 0) {
      const { service, site } = this.connection;
      this.remember(result.firstPosition - 1, appended(append, result, { service, site }));
      this.grew(result.position);
    }
    return result;
  }

  /** Appends what another service published; undefined when somebody else has heard it meanwhile. See migration 0003. */
  async hear(heard: Hear): Promise<number | undefined> {
    const begun = performance.now();
    const hearing = await hear(this.writing, heard);
    this.changes.emit('heard', performance.now() - begun, heard);
    if (hearing === undefined || hearing.stored === 0) return hearing?.stored;
    this.remember(hearing.before, heardAs(heard.events, hearing));
    this.grew(hearing.before + hearing.stored);
    return hearing.stored;
  }

  /** Events after a position, in the order of commits: all there are now, up to `limit`. */
  async eventsAfter(position: number, limit: number): Promise<readonly Recorded<Event>[]> {
    const rows = await eventsAfter(this.pool, position, limit);
    return rows.map((row) => recorded(row, this.connection.service, this.upcasts));
  }

  /**
   * The same for those who follow the log and ask again until nothing comes: there may be more than they get, but nothing
   * between. They wake together and ask for the same, so what one has read the others get from memory.
   */
  async follow(position: number, limit: number): Promise<readonly Recorded<Event>[]> {
    const remembered = this.tail.after(position, limit);
    if (remembered) return remembered;
    if (this.isEnd(position)) return [];
    this.grown = false;
    this.lookedAt = Date.now();
    const reading = this.reading.get(position) ?? this.eventsAfter(position, largestRead);
    this.reading.set(position, reading);
    try {
      const events = await reading;
      this.remember(position, events);
      // As many as were asked for: there are probably more, and nobody will say so.
      if (events.length === largestRead) this.grown = true;
      return events.slice(0, limit);
    } finally {
      if (this.reading.get(position) === reading) this.reading.delete(position);
    }
  }

  /** Everything after one position up to another one, that what was recorded just now need not be read again for. */
  async between(after: number, upTo: number): Promise<readonly Recorded<Event>[]> {
    if (upTo <= after) return [];
    const limit = upTo - after;
    const events = this.tail.after(after, limit) ?? (await this.eventsAfter(after, limit));
    return events.filter(({ position }) => position <= upTo);
  }

  private remember(after: number, events: readonly Recorded<Event>[]): void {
    this.tail.add(after, events);
    this.changes.emit('events', events);
  }

  /** Nobody has said that there is more, and it is not long ago that the database was asked. */
  private isEnd(position: number): boolean {
    return position === this.tail.end && !this.grown && Date.now() - this.lookedAt < lookAgainAfter;
  }

  /** Events of the named streams after the versions given, keyed by name, in order of version. */
  async eventsOf(streams: ReadonlyMap<string, number>): Promise<Map<string, Recorded<Event>[]>> {
    const rows = await eventsOfStreams(this.pool, [...streams.keys()], [...streams.values()]);
    const found = new Map<string, Recorded<Event>[]>([...streams.keys()].map((name) => [name, []]));
    for (const row of rows) found.get(row.stream)?.push(recorded(row, this.connection.service, this.upcasts));
    return found;
  }

  async head(): Promise<LogHead> {
    const { rows } = await this.pool.query<LogHead>('select epoch, position, halted from log_head');
    return rows[0];
  }

  /** Tells those who wait that the log has grown; called for own appends and for notifications from other processes. */
  grew(position: number): void {
    this.newest = Math.max(this.newest, position);
    if (position > (this.tail.end ?? 0)) {
      this.grown = true;
      // What was asked before may not show it: whoever asks from now on asks the database again.
      this.reading.clear();
    }
    this.changes.emit('grew', position);
  }

  /** How far somebody has said that the log goes. */
  get newestKnown(): number {
    return this.newest;
  }

  onGrowth(listener: (position: number) => void): () => void {
    this.changes.on('grew', listener);
    return () => this.changes.off('grew', listener);
  }

  /** How long each call took that added to the log, in milliseconds, and what was in it. */
  onAppendCall(listener: (milliseconds: number, appends: readonly Append[]) => void): void {
    this.changes.on('call', listener);
  }

  /** The same of what was heard. */
  onHearCall(listener: (milliseconds: number, heard: Hear) => void): void {
    this.changes.on('heard', listener);
  }

  /** Events of the log as this process comes to know them, its own and others'; some may come twice, none must be relied on. */
  onEvents(listener: (events: readonly Recorded<Event>[]) => void): void {
    this.changes.on('events', listener);
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.writing.end()]);
  }
}
