import type { Recorded } from '@millwright/event-sourcing';
import type { DataSource, EntityManager } from 'typeorm';
import { logSchema } from '../connection.js';
import type { EventLog } from '../event-log.js';
import { withStreamedWrites } from '../read-models/streamed-writes.js';
import { checkpoints, moveCheckpoints, type Sql } from './checkpoints.sql.js';
import { parkedFor } from './parking.sql.js';
import type { ReadModel } from './projector.js';
import {
  askForRebuild,
  nextOf,
  noteDifferent,
  rebuildDone,
  rebuildsBegun,
  type Rebuild,
  type Rebuilt,
} from './rebuilds.sql.js';
import { areAlike, countRows, differences, holdsOn, makeTwins, swapTwins, type Twins } from './twin-tables.sql.js';

export interface RebuildOptions {
  /** Compares both row by row, as of one position, before the swap. */
  readonly verify?: boolean;
}

export interface RebuildResult extends Rebuilt {
  readonly name: string;
}

/** Somebody is computing this read model anew already. */
export class RebuildRunning extends Error {}

/** Others hold on to the tables of this read model, so that they cannot be swapped. */
export class RebuildImpossible extends Error {}

const batch = 2_000;
/** So few events are left for the swap, while which the live read model stands still. */
const nearlyDone = 500;

/**
 * Computes a read model anew beside the live one, in tables of the same names in the schema `<service>_next`, and swaps
 * them when it has caught up. Reads see the old rows or the new ones, never a mixture and never none. What was asked for
 * and what was filled is kept in the log's schema, so whoever leads next goes on with it.
 *
 * Two who fill at a time, such as a leader that was suspended, do no harm: each moves the mark of the new read model from
 * where it saw it, and the other one's transaction fails.
 */
export class Rebuilder {
  constructor(
    private readonly log: EventLog,
    private readonly database: DataSource,
  ) {}

  /** When it was asked for; undefined when it was asked for before and is not finished. */
  async ask({ name, tables }: ReadModel, { verify = false }: RebuildOptions = {}): Promise<string | undefined> {
    const holder = await holdsOn(this.database, this.twins(tables));
    if (holder) throw new RebuildImpossible(`${name} cannot be swapped: ${holder} refers to its tables`);
    const askedAt = new Date().toISOString();
    return (await askForRebuild(this.log.pool, name, { askedAt, verify })) ? askedAt : undefined;
  }

  async begun(): Promise<ReadonlyMap<string, Rebuild>> {
    return rebuildsBegun(this.log.pool);
  }

  /** Does what was asked for; undefined when it was interrupted, and is gone on with later. */
  async carryOut(projection: ReadModel, goOn: () => boolean = () => true): Promise<RebuildResult | undefined> {
    await this.prepare(projection);
    if (!(await this.fillNearly(projection, goOn))) return undefined;
    const { verify, different } = await this.begunOf(projection);
    if (verify && different === undefined) {
      await this.verify(projection);
      if (!(await this.fillNearly(projection, goOn))) return undefined;
    }
    return this.swap(projection);
  }

  private twins(tables: readonly string[]): Twins {
    const live = this.log.connection.service;
    return { live, next: `${live}_next`, tables };
  }

  private async begunOf({ name }: ReadModel, db: Sql = this.log.pool): Promise<Rebuild> {
    const begun = (await rebuildsBegun(db)).get(name);
    if (!begun) throw new RebuildRunning(`${name} was computed anew elsewhere`);
    return begun;
  }

  /** What an earlier attempt has filled is gone on with, unless it was for other tables or another version. */
  private prepare({ name, version, tables }: ReadModel): Promise<void> {
    return this.database.transaction(async (db) => {
      await db.query('select 1 from checkpoints where name = $1 for update', [nextOf(name)]);
      const [begun] = await checkpoints(db, [nextOf(name)]);
      if (!begun) throw new RebuildRunning(`${name} was computed anew elsewhere`);
      if (begun.version === version && (await areAlike(db, this.twins(tables)))) return;
      await makeTwins(db, this.twins(tables));
      await db.query(`set local search_path = "${logSchema(this.log.connection.service)}"`);
      await db.query('update checkpoints set version = $2, position = 0 where name = $1', [nextOf(name), version]);
    });
  }

  /** True when so little is left that the swap need not hold up the live read model for long. Never goes past that one. */
  private async fillNearly(projection: ReadModel, goOn: () => boolean): Promise<boolean> {
    for (;;) {
      const missing = await this.missing(this.log.pool, projection);
      if (!goOn()) return false;
      if (missing.to > missing.from) {
        const events = await this.log.eventsAfter(missing.from, Math.min(batch, missing.to - missing.from));
        await this.database.transaction((db) => this.apply(db, projection, missing.from, events));
      }
      if (missing.to - missing.from <= nearlyDone) return true;
    }
  }

  /** From where the new one stands to where the live one does. */
  private async missing(db: Sql, { name }: ReadModel): Promise<{ from: number; to: number }> {
    const marks = await checkpoints(db, [name, nextOf(name)]);
    const [live, next] = [name, nextOf(name)].map((one) => marks.find((mark) => mark.name === one));
    if (!live || !next) throw new RebuildRunning(`${name} was computed anew elsewhere`);
    return { from: next.position, to: live.position };
  }

  private async apply(
    db: EntityManager,
    projection: ReadModel,
    from: number,
    events: readonly Recorded[],
  ): Promise<void> {
    const { live, next } = this.twins(projection.tables);
    await db.query(`set local search_path = "${next}", "${live}", "${logSchema(live)}"`);
    const to = events.at(-1)?.position ?? from;
    if (!(await moveCheckpoints(db, [nextOf(projection.name)], { from, to })))
      throw new RebuildRunning(`${projection.name} is being computed anew elsewhere`);
    const consumer = `read-model:${projection.name}`;
    const { streams, discarded } = await parkedFor(db, [consumer]);
    await withStreamedWrites(db, async (db) => {
      for (const event of events) {
        const waits =
          streams.has(`${consumer} ${event.site}/${event.category}/${event.id}`) &&
          (await this.isParked(db, consumer, event.position));
        if (!waits && !discarded.has(`${consumer} ${event.position}`))
          await projection.on[event.type]?.(event as never, db);
      }
    });
  }

  /** What the live read model could not take and has parked is not forced upon the new one; it is resumed there. */
  private async isParked(db: EntityManager, consumer: string, position: number): Promise<boolean> {
    return (
      (
        (await db.query(`select 1 from parked where consumer = $1 and position = $2 and state = 'parked'`, [
          consumer,
          position,
        ])) as unknown[]
      ).length > 0
    );
  }

  /** The rest, in batches, within the transaction given; how far it came. */
  private async fillUp(db: EntityManager, projection: ReadModel): Promise<number> {
    const { from, to } = await this.missing(db, projection);
    for (let filled = from; filled < to;) {
      const events = await this.log.eventsAfter(filled, Math.min(batch, to - filled));
      await this.apply(db, projection, filled, events);
      filled = events.at(-1)?.position ?? to;
    }
    return to;
  }

  /**
   * In one snapshot the live read model stands at a position; the new one is filled up to the same within it, and both are
   * compared there. The live one goes on meanwhile.
   */
  private verify(projection: ReadModel): Promise<void> {
    return this.database.transaction('REPEATABLE READ', async (db) => {
      await this.fillUp(db, projection);
      const different = await differences(db, this.twins(projection.tables));
      await noteDifferent(db, projection.name, different);
    });
  }

  /**
   * The mark of the new read model is locked first, then the live one's, so the live read model stands still while the
   * last events are added to the new one.
   */
  private async swap(projection: ReadModel): Promise<RebuildResult> {
    const { name, tables, version } = projection;
    const rows = await countRows(this.database, this.twins(tables));
    return this.database.transaction(async (db) => {
      for (const mark of [nextOf(name), name])
        await db.query('select 1 from checkpoints where name = $1 for update', [mark]);
      const { askedAt, different } = await this.begunOf(projection, db);
      const events = await this.fillUp(db, projection);
      await swapTwins(db, this.twins(tables));
      const done = { askedAt, finishedAt: new Date().toISOString(), events, rows, different };
      await rebuildDone(db, { name, version, done });
      return { name, ...done };
    });
  }
}
