import { EventEmitter } from 'node:events';
import type { Event, Recorded, StreamRef } from '@millwright/event-sourcing';
import type { Pool } from 'pg';
import type { Append, AppendResult } from './append/append.js';
import { Appender } from './append/appender.js';
import { appendPool, readPool, type LogConnection } from './connection.js';
import { hearEvents, type Heard, type HeardFrom, type Hearing } from './hear.sql.js';
import { eventsAfter, eventsOfStreams, recorded, type Upcast } from './read/read-events.sql.js';

export interface LogHead {
  readonly epoch: number;
  readonly position: number;
}

/** The log of one service in PostgreSQL: what the service did and what it heard, in the order in which it became known. */
export class EventLog {
  /** Shared by everything that reads or moves marks beside the log: checkpoints, leases, hearing. */
  readonly pool: Pool;
  private readonly writing: Pool;
  private readonly appender: Appender;
  private readonly changes = new EventEmitter().setMaxListeners(0);

  constructor(
    readonly connection: LogConnection,
    private readonly upcast: Upcast = (_type, _version, data) => data,
  ) {
    this.pool = readPool(connection);
    this.writing = appendPool(connection);
    this.appender = new Appender(this.writing, connection.site);
    // A lost idle connection is replaced at the next query; without a listener it would end the process.
    this.pool.on('error', () => undefined);
    this.writing.on('error', () => undefined);
  }

  nameOf = (stream: Pick<StreamRef, 'category' | 'id'>): string =>
    `${this.connection.site}/${stream.category}/${stream.id}`;

  async append(append: Append): Promise<AppendResult> {
    const result = await this.appender.append(append);
    if (result.kind === 'appended' && append.events.length > 0) this.grew(result.position);
    return result;
  }

  /** Appends what another service published, once each and in its order; see migration 0003. */
  async hear(from: HeardFrom, records: readonly Heard[]): Promise<Hearing> {
    const hearing = await hearEvents(this.writing, from, records);
    if (hearing.stored > 0) this.grew(0);
    return hearing;
  }

  async eventsAfter(position: number, limit: number): Promise<Recorded<Event>[]> {
    return (await eventsAfter(this.pool, position, limit)).map((row) =>
      recorded(row, this.connection.service, this.upcast),
    );
  }

  /** Events of the named streams after the versions given, keyed by name, in order of version. */
  async eventsOf(streams: ReadonlyMap<string, number>): Promise<Map<string, Recorded<Event>[]>> {
    const rows = await eventsOfStreams(this.pool, [...streams.keys()], [...streams.values()]);
    const found = new Map<string, Recorded<Event>[]>([...streams.keys()].map((name) => [name, []]));
    for (const row of rows) found.get(row.stream)?.push(recorded(row, this.connection.service, this.upcast));
    return found;
  }

  async head(): Promise<LogHead> {
    const { rows } = await this.pool.query<LogHead>('select epoch, position from log_head');
    return rows[0];
  }

  /** Tells those who wait that the log has grown; called for own appends and for notifications from other processes. */
  grew(position: number): void {
    this.changes.emit('grew', position);
  }

  onGrowth(listener: (position: number) => void): () => void {
    this.changes.on('grew', listener);
    return () => this.changes.off('grew', listener);
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.writing.end()]);
  }
}
