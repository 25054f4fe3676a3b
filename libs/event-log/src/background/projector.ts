import type { Event, Projection, Recorded } from '@millwright/event-sourcing';
import type { DataSource, EntityManager } from 'typeorm';
import type { EventLog } from '../event-log.js';
import { checkpoints, createCheckpoint, moveCheckpoints, type Checkpoint } from './checkpoints.sql.js';
import { Loop } from './loop.js';
import { isOutage, park, parkedEvents, nothingParked, parkedFor, settle, streamOf } from './parking.sql.js';
import { Progress } from './progress.js';
import { withStreamedWrites } from '../read-models/streamed-writes.js';
import { RebuildRunning, Rebuilder, type RebuildOptions, type RebuildResult } from './rebuilder.js';
import type { Rebuild, Rebuilt } from './rebuilds.sql.js';

export type ReadModel = Projection<Event, EntityManager>;

export interface ReadModelStatus {
  readonly name: string;
  readonly version: number;
  readonly position: number;
  /** Events of the log that it has not seen yet. */
  readonly behind: number;
  readonly lastError?: string;
  /** It is being computed anew beside the live one. */
  readonly rebuild?: Rebuild;
  /** How it was computed anew the last time. */
  readonly lastRebuild?: Rebuilt;
}

/** Another leader has moved a checkpoint: what was done in this transaction must not count. */
class Outpaced extends Error {}

const largestBatch = 1_000;

/**
 * Brings all read models of a service up with its log. Those that stand at the same position advance together, in one
 * transaction that moves their checkpoints first and then runs their handlers: every event counts exactly once in each.
 */
export class Projector {
  readonly progress = new Progress();
  readonly loop: Loop;
  /** Computes anew what was asked for, what was interrupted, and what is of an older version. */
  readonly rebuilds: Loop;
  private readonly names: readonly string[];
  private readonly rebuilder: Rebuilder;
  private marks: readonly Checkpoint[] | undefined;
  /** Told how long the read models took to see some events, in milliseconds. */
  onProjected: ((milliseconds: number, events: readonly Recorded[]) => void) | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly database: DataSource,
    private readonly projections: readonly ReadModel[],
    private readonly onError?: (error: unknown) => void,
  ) {
    this.names = projections.map(({ name }) => name);
    this.rebuilder = new Rebuilder(log, database);
    this.loop = new Loop('projections', () => this.step(), { onError });
    this.rebuilds = new Loop('rebuilds', () => this.renew(), { onError });
  }

  /** Gives every read model a checkpoint. */
  async prepare(): Promise<void> {
    for (const { name, version } of this.projections) await createCheckpoint(this.database, name, version);
    await this.look();
  }

  /** Those whose version went up, and those that were asked for; true when all were done. One that fails does not hold up the others. */
  async renew(): Promise<boolean> {
    const marks = await checkpoints(this.log.pool, this.names);
    const begun = await this.rebuilder.begun();
    const failures: unknown[] = [];
    let done = false;
    for (const projection of this.projections) {
      const outdated = marks.some(({ name, version }) => name === projection.name && version !== projection.version);
      if (!outdated && !begun.has(projection.name)) continue;
      try {
        if (outdated) await this.rebuilder.ask(projection);
        done = (await this.rebuilder.carryOut(projection, () => !this.rebuilds.isStopping)) !== undefined;
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
    return done;
  }

  /** Reads from the database how far the read models are; needed where another process projects. */
  async look(): Promise<void> {
    const marks = await checkpoints(this.log.pool, this.names);
    this.progress.moveTo(
      marks.length > 0 ? Math.min(...marks.map(({ position }) => position)) : Number.MAX_SAFE_INTEGER,
    );
  }

  /**
   * How far the read model is that is farthest. The others may be new and still catching up; when this one is behind, the
   * read models are as they were some time ago, or empty after a restore.
   */
  async farthest(): Promise<number> {
    const marks = await checkpoints(this.log.pool, this.names);
    return marks.length > 0 ? Math.max(...marks.map(({ position }) => position)) : Number.MAX_SAFE_INTEGER;
  }

  /** How far each read model is, and how far the log. */
  async status(): Promise<ReadModelStatus[]> {
    const [{ position: head }, marks, begun] = await Promise.all([
      this.log.head(),
      checkpoints(this.log.pool, this.names),
      this.rebuilder.begun(),
    ]);
    const lastError = this.loop.lastError ?? this.rebuilds.lastError;
    return marks.map(({ name, version, position, details }) => ({
      name,
      version,
      position,
      behind: head - position,
      ...(lastError === undefined ? {} : { lastError }),
      rebuild: begun.get(name),
      lastRebuild: (details as { rebuilt?: Rebuilt } | null)?.rebuilt,
    }));
  }

  /**
   * Has a read model computed anew from the first event, beside the live one, and swapped with it. Whoever leads does it,
   * and a new leader goes on with it. Answers when it was asked for.
   */
  async askForRebuild(name: string, options?: RebuildOptions): Promise<string> {
    const askedAt = await this.rebuilder.ask(this.named(name), options);
    if (askedAt === undefined) throw new RebuildRunning(`${name} is being computed anew already`);
    this.rebuilds.wake();
    return askedAt;
  }

  /** The same at once, in this process. */
  async rebuild(name: string, options?: RebuildOptions): Promise<RebuildResult> {
    await this.rebuilder.ask(this.named(name), options);
    return (await this.rebuilder.carryOut(this.named(name))) as RebuildResult;
  }

  private async step(): Promise<boolean> {
    if (this.projections.length === 0) return false;
    const marks = (this.marks ??= await checkpoints(this.log.pool, this.names));
    // Read again unless this step gets through: somebody else may have moved them.
    this.marks = undefined;
    const from = Math.min(...marks.map(({ position }) => position));
    const behind = new Set(marks.filter(({ position }) => position === from).map(({ name }) => name));
    const next = Math.min(...marks.filter(({ position }) => position > from).map(({ position }) => position));
    const events = (await this.log.follow(from, largestBatch)).filter(({ position }) => position <= next);
    const to = events.at(-1)?.position ?? from;
    // While these are worked on, those behind them are read; the log remembers them until they are asked for.
    if (events.length === largestBatch) void this.log.follow(to, largestBatch).catch(() => undefined);
    const begun = performance.now();
    if (to > from) await this.advance(this.ofNames(behind), from, events);
    if (to > from) this.onProjected?.(performance.now() - begun, events);
    if (behind.size === this.names.length) this.progress.moveTo(to);
    this.marks = marks.map((mark) => (behind.has(mark.name) ? { ...mark, position: to } : mark));
    return to > from;
  }

  private ofNames(names: ReadonlySet<string>): ReadModel[] {
    return this.projections.filter(({ name }) => names.has(name));
  }

  /** A handler that fails parks its event: then the batch is done again, with a savepoint before each handler. */
  private async advance(projections: readonly ReadModel[], from: number, events: readonly Recorded[]): Promise<void> {
    try {
      await this.transact(projections, from, events, together);
    } catch (error) {
      if (error instanceof Outpaced || isOutage(error)) throw error;
      this.onError?.(error);
      await this.transact(projections, from, events, oneByOne);
    }
  }

  private async transact(
    projections: readonly ReadModel[],
    from: number,
    events: readonly Recorded[],
    { within, apply }: Way,
  ): Promise<void> {
    const to = (events.at(-1) as Recorded).position;
    const consumers = projections.map(consumerOf);
    await this.database.transaction(async (db) => {
      const names = projections.map(({ name }) => name);
      const { service, alone } = this.log.connection;
      const tell = alone ? undefined : `projected_${service}`;
      const moved = await moveCheckpoints(db, names, { from, to, tell, consumers });
      if (!moved) throw new Outpaced('Another process has taken over the read models');
      // Read under the lock of the checkpoints, which whoever resumes a stream takes as well.
      const { streams: parked, discarded } = moved.aside ? await parkedFor(db, consumers) : nothingParked();
      await within(db, async (db) => {
        for (const event of events) {
          for (const projection of projections) {
            if (!projection.on[event.type] || discarded.has(`${consumerOf(projection)} ${event.position}`)) continue;
            if (parked.has(placeOf(projection, event)))
              await park(db, consumerOf(projection), event, 'Waits behind an earlier event of its stream');
            else if (!(await apply(db, projection, event))) parked.add(placeOf(projection, event));
          }
        }
      });
    });
  }

  /** Applies what is parked of a stream, in order; all of it or nothing. Throws what the handler throws. */
  async resume(name: string, stream: string): Promise<number> {
    const projection = this.named(name);
    return this.database.transaction(async (db) => {
      await db.query('select 1 from checkpoints where name = $1 for update', [name]);
      const waiting = await parkedEvents(db, { consumer: consumerOf(projection), stream });
      for (const { position } of waiting) {
        const [event] = await this.log.eventsAfter(position - 1, 1);
        await projection.on[event.type]?.(event as never, db);
        await settle(db, consumerOf(projection), position, 'resumed');
      }
      return waiting.length;
    });
  }

  private named(name: string): ReadModel {
    const projection = this.projections.find((one) => one.name === name);
    if (!projection) throw new Error(`There is no read model ${name}; there are ${this.names.join(', ')}`);
    return projection;
  }
}

/** False when the event was parked. */
type Apply = (db: EntityManager, projection: ReadModel, event: Recorded) => Promise<boolean>;

const consumerOf = ({ name }: ReadModel): string => `read-model:${name}`;
const placeOf = (projection: ReadModel, event: Recorded): string => `${consumerOf(projection)} ${streamOf(event)}`;

const applyPlainly: Apply = async (db, projection, event) => {
  await projection.on[event.type]?.(event as never, db);
  return true;
};

const applyOrPark: Apply = async (db, projection, event) => {
  await db.query('savepoint handler');
  try {
    await applyPlainly(db, projection, event);
    await db.query('release savepoint handler');
    return true;
  } catch (error) {
    if (isOutage(error)) throw error;
    await db.query('rollback to savepoint handler');
    await park(db, consumerOf(projection), event, error instanceof Error ? error.message : String(error));
    return false;
  }
};

/** How the handlers of a batch run. */
interface Way {
  within(db: EntityManager, work: (db: EntityManager) => Promise<void>): Promise<void>;
  readonly apply: Apply;
}

/** Fast, and all or nothing: a write that fails is only known to be one of the batch. */
const together: Way = { within: withStreamedWrites, apply: applyPlainly };
/** Each write is waited for, so that the event that fails can be told from the others. */
const oneByOne: Way = { within: (db, work) => work(db), apply: applyOrPark };
