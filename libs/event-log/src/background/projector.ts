import type { Event, Projection, Recorded } from '@millwright/event-sourcing';
import type { DataSource, EntityManager } from 'typeorm';
import type { EventLog } from '../event-log.js';
import { checkpoints, createCheckpoint, moveCheckpoints, type Checkpoint } from './checkpoints.sql.js';
import { Loop } from './loop.js';
import { Progress } from './progress.js';

export type ReadModel = Projection<Event, EntityManager>;

export interface ReadModelStatus {
  readonly name: string;
  readonly version: number;
  readonly position: number;
  /** Events of the log that it has not seen yet. */
  readonly behind: number;
  readonly lastError?: string;
}

/** Another leader has moved a checkpoint: what was done in this transaction must not count. */
class Outpaced extends Error {}

const largestBatch = 500;

/**
 * Brings all read models of a service up with its log. Those that stand at the same position advance together, in one
 * transaction that moves their checkpoints first and then runs their handlers: every event counts exactly once in each.
 */
export class Projector {
  readonly progress = new Progress();
  readonly loop: Loop;
  private readonly names: readonly string[];

  constructor(
    private readonly log: EventLog,
    private readonly database: DataSource,
    private readonly projections: readonly ReadModel[],
    onError?: (error: unknown) => void,
  ) {
    this.names = projections.map(({ name }) => name);
    this.loop = new Loop('projections', () => this.step(), { onError });
  }

  /** Gives every read model a checkpoint; one whose version went up starts again from the first event. */
  async prepare(): Promise<void> {
    for (const { name, version, tables } of this.projections) {
      await createCheckpoint(this.database, name, version);
      await this.database.transaction(async (db) => {
        const [known] = (await db.query('select version from checkpoints where name = $1 for update', [name])) as Checkpoint[];
        if (known.version !== version) await this.empty(db, name, version, tables);
      });
    }
    await this.look();
  }

  /** Reads from the database how far the read models are; needed where another process projects. */
  async look(): Promise<void> {
    const marks = await checkpoints(this.log.pool, this.names);
    this.progress.moveTo(marks.length > 0 ? Math.min(...marks.map(({ position }) => position)) : Number.MAX_SAFE_INTEGER);
  }

  /** How far each read model is, and how far the log. */
  async status(): Promise<ReadModelStatus[]> {
    const [{ position: head }, marks] = await Promise.all([this.log.head(), checkpoints(this.log.pool, this.names)]);
    const { lastError } = this.loop;
    return marks.map(({ name, version, position }) => ({ name, version, position, behind: head - position, ...(lastError === undefined ? {} : { lastError }) }));
  }

  /** Empties the read model and has it filled again from the first event. */
  async rebuild(name: string): Promise<void> {
    const projection = this.projections.find((one) => one.name === name);
    if (!projection) throw new Error(`There is no read model ${name}; there are ${this.names.join(', ')}`);
    await this.database.transaction((db) => this.empty(db, name, projection.version, projection.tables));
    this.loop.wake();
  }

  private async empty(db: EntityManager, name: string, version: number, tables: readonly string[]): Promise<void> {
    await db.query('update checkpoints set version = $2, position = 0 where name = $1', [name, version]);
    for (const table of tables) await db.query(`delete from "${table}"`);
  }

  private async step(): Promise<boolean> {
    if (this.projections.length === 0) return false;
    const marks = await checkpoints(this.log.pool, this.names);
    const from = Math.min(...marks.map(({ position }) => position));
    const behind = new Set(marks.filter(({ position }) => position === from).map(({ name }) => name));
    const next = Math.min(...marks.filter(({ position }) => position > from).map(({ position }) => position));
    const events = (await this.log.eventsAfter(from, largestBatch)).filter(({ position }) => position <= next);
    if (events.length > 0) await this.advance(this.projections.filter(({ name }) => behind.has(name)), from, events);
    if (behind.size === this.names.length) this.progress.moveTo(events.at(-1)?.position ?? from);
    return events.length > 0;
  }

  private async advance(projections: readonly ReadModel[], from: number, events: readonly Recorded[]): Promise<void> {
    const to = (events.at(-1) as Recorded).position;
    await this.database.transaction(async (db) => {
      // What is lost of this in a crash is computed again from the log, so it need not wait for the disk.
      await db.query('set local synchronous_commit = off');
      const moved = await moveCheckpoints(db, projections.map(({ name }) => name), from, to);
      if (!moved) throw new Outpaced('Another process has taken over the read models');
      for (const event of events) {
        for (const { on } of projections) await on[event.type]?.(event as never, db);
      }
      await db.query(`select pg_notify('projected_' || $1, $2)`, [this.log.connection.service, String(to)]);
    });
  }
}
