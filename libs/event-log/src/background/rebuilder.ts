import type { Recorded } from '@millwright/event-sourcing';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { logSchema } from '../connection.js';
import type { EventLog } from '../event-log.js';
import { withStreamedWrites } from '../read-models/streamed-writes.js';
import { checkpoints, moveCheckpoints } from './checkpoints.sql.js';
import { parkedFor } from './parking.sql.js';
import type { ReadModel } from './projector.js';

export interface RebuildResult {
  readonly name: string;
  readonly events: number;
  readonly rows: number;
  /** Rows that the live read model had and the new one has not, or the other way round; only counted when asked for. */
  readonly different?: number;
}

export interface RebuildOptions {
  /** Compares both row by row before the swap. */
  readonly verify?: boolean;
  readonly onProgress?: (position: number, head: number) => void;
}

/** Somebody is computing this read model anew already. */
export class RebuildRunning extends Error {}

const batch = 2_000;

/**
 * Computes a read model anew beside the live one, in tables of the same names in the schema `<service>_next`, and swaps
 * them when it has caught up. Reads see the old rows or the new ones, never a mixture and never none. What was filled
 * before a crash is kept and gone on with.
 */
export class Rebuilder {
  private readonly live: string;
  private readonly next: string;

  constructor(
    private readonly log: EventLog,
    private readonly database: DataSource,
  ) {
    this.live = log.connection.service;
    this.next = `${this.live}_next`;
  }

  async rebuild(projection: ReadModel, options: RebuildOptions = {}): Promise<RebuildResult> {
    const lock = this.database.createQueryRunner();
    await lock.connect();
    try {
      const key = [`millwright.rebuild.${this.live}.${projection.name}`];
      const [{ free }] = (await lock.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as free', key)) as [
        { free: boolean },
      ];
      if (!free) throw new RebuildRunning(`${projection.name} is being computed anew already`);
      try {
        return await this.fillAndSwap(projection, options);
      } finally {
        await lock.query('select pg_advisory_unlock(hashtextextended($1, 0))', key);
      }
    } finally {
      await lock.release();
    }
  }

  /** A rebuild that was begun and not finished. */
  async isBegun({ name }: ReadModel): Promise<boolean> {
    return (await checkpoints(this.log.pool, [markOf(name)])).length > 0;
  }

  private async fillAndSwap(projection: ReadModel, { verify, onProgress }: RebuildOptions): Promise<RebuildResult> {
    await this.begin(projection);
    let events = 0;
    for (let filled = batch; filled === batch;) {
      filled = await this.fill(projection);
      events += filled;
      const [{ position }] = await checkpoints(this.log.pool, [markOf(projection.name)]);
      onProgress?.(position, (await this.log.head()).position);
    }
    return { ...(await this.swap(projection, verify ?? false)), events };
  }

  private begin({ name, version, tables }: ReadModel): Promise<void> {
    return this.database.transaction(async (db) => {
      const [begun] = await checkpoints(db, [markOf(name)]);
      if (begun?.version === version && (await this.sameColumns(db, tables))) return;
      for (const table of tables) {
        await db.query(`drop table if exists "${this.next}"."${table}"`);
        await db.query(`create table "${this.next}"."${table}" (like "${this.live}"."${table}" including all)`);
      }
      await db.query(
        `insert into checkpoints (name, version, position) values ($1, $2, 0) on conflict (name) do update set version = excluded.version, position = 0`,
        [markOf(name), version],
      );
    });
  }

  /** A migration may have changed the live tables since the rebuild was begun. */
  private async sameColumns(db: EntityManager, tables: readonly string[]): Promise<boolean> {
    const [{ same }] = (await db.query(
      `select not exists (
         (select table_name, column_name, data_type from information_schema.columns where table_schema = $1 and table_name = any($3::text[])
          except select table_name, column_name, data_type from information_schema.columns where table_schema = $2)
         union all
         (select table_name, column_name, data_type from information_schema.columns where table_schema = $2 and table_name = any($3::text[])
          except select table_name, column_name, data_type from information_schema.columns where table_schema = $1)) as same`,
      [this.live, this.next, tables],
    )) as [{ same: boolean }];
    return same;
  }

  private async fill(projection: ReadModel): Promise<number> {
    const [{ position }] = await checkpoints(this.log.pool, [markOf(projection.name)]);
    const events = await this.log.eventsAfter(position, batch);
    const last = events.at(-1);
    if (last) await this.database.transaction((db) => this.apply(db, projection, position, events));
    return events.length;
  }

  private async apply(
    db: EntityManager,
    projection: ReadModel,
    from: number,
    events: readonly Recorded[],
  ): Promise<void> {
    await db.query(`set local search_path = "${this.next}", "${this.live}", "${logSchema(this.live)}"`);
    await db.query('set local synchronous_commit = off');
    const to = events.at(-1)?.position ?? from;
    if (!(await moveCheckpoints(db, [markOf(projection.name)], { from, to })))
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

  private async swap(projection: ReadModel, verify: boolean): Promise<Omit<RebuildResult, 'events'>> {
    const runner = this.database.createQueryRunner();
    await runner.connect();
    await runner.startTransaction();
    try {
      const result = await this.swapIn(runner, projection, verify);
      await runner.commitTransaction();
      return result;
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** The live checkpoint is locked, so the live read model stands still while the last events are added to the new one. */
  private async swapIn(
    runner: QueryRunner,
    projection: ReadModel,
    verify: boolean,
  ): Promise<Omit<RebuildResult, 'events'>> {
    const { name, tables, version } = projection;
    const db = runner.manager;
    const [{ position: live }] = (await db.query('select position from checkpoints where name = $1 for update', [
      name,
    ])) as [{ position: string }];
    const [{ position: filled }] = await checkpoints(db, [markOf(name)]);
    const missing = (await this.eventsBetween(filled, Number(live))).filter(({ position }) => position <= Number(live));
    if (missing.length > 0) await this.apply(db, projection, filled, missing);
    const different = verify ? await this.differences(db, tables) : undefined;
    let rows = 0;
    for (const table of tables) {
      const [{ n }] = (await db.query(`select count(*)::int as n from "${this.next}"."${table}"`)) as [{ n: number }];
      rows += n;
      await db.query(`drop table "${this.live}"."${table}"`);
      await db.query(`alter table "${this.next}"."${table}" set schema "${this.live}"`);
    }
    await db.query('update checkpoints set version = $2, position = greatest(position, $3) where name = $1', [
      name,
      version,
      filled,
    ]);
    await db.query('delete from checkpoints where name = $1', [markOf(name)]);
    return { name, rows, ...(different === undefined ? {} : { different }) };
  }

  private async eventsBetween(from: number, to: number): Promise<readonly Recorded[]> {
    return to > from ? this.log.eventsAfter(from, to - from) : [];
  }

  private async differences(db: EntityManager, tables: readonly string[]): Promise<number> {
    let different = 0;
    for (const table of tables) {
      const [{ n }] = (await db.query(
        `select count(*)::int as n from (
           (select t::text from "${this.live}"."${table}" t except all select t::text from "${this.next}"."${table}" t)
           union all
           (select t::text from "${this.next}"."${table}" t except all select t::text from "${this.live}"."${table}" t)) d`,
      )) as [{ n: number }];
      different += n;
    }
    return different;
  }
}

const markOf = (name: string): string => `next:${name}`;
