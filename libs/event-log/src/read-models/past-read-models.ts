import type { Recorded } from '@millwright/event-sourcing';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { ReadModel } from '../background/projector.js';
import type { LogConnection } from '../connection.js';
import { readModelDatabase } from './read-model-database.js';
import { withStreamedWrites } from './streamed-writes.js';

type Class = abstract new (...args: never[]) => object;

/** So many ask about the past at a time; others wait for one of them. */
const atOnce = 2;

/**
 * What read models would show if nothing had happened but the facts that are told here: the same rules and the same
 * tables, empty and seen by one connection alone. Temporary tables lie before all others, so that the read models' own
 * statements find them; they are made once a connection, and emptied at the end of every transaction.
 */
export class PastReadModels {
  private opening: Promise<DataSource> | undefined;
  private readonly furnished = new WeakSet<object>();

  constructor(
    private readonly connection: Pick<LogConnection, 'url' | 'service'>,
    private readonly entities: readonly Class[],
    private readonly projections: readonly ReadModel[],
  ) {}

  async show<T>(events: readonly Recorded[], read: (db: EntityManager) => Promise<T>): Promise<T> {
    const runner = (await this.open()).createQueryRunner();
    try {
      await this.furnish(runner);
      await runner.startTransaction();
      try {
        await withStreamedWrites(runner.manager, (db) => this.tell(events, db));
        return await read(runner.manager);
      } finally {
        await runner.rollbackTransaction();
      }
    } finally {
      await runner.release();
    }
  }

  async close(): Promise<void> {
    await (await this.opening)?.destroy();
  }

  private open(): Promise<DataSource> {
    const { connection, entities } = this;
    this.opening ??= readModelDatabase(connection, { entities, most: atOnce })
      .initialize()
      .catch((error: unknown) => {
        this.opening = undefined;
        throw error;
      });
    return this.opening;
  }

  private async furnish(runner: QueryRunner): Promise<void> {
    const client = (await runner.connect()) as object;
    if (this.furnished.has(client)) return;
    const tables = this.projections.flatMap((one) => [...one.tables]);
    const statements = tables.map(
      (table) =>
        `create temp table if not exists "${table}" (like "${this.connection.service}"."${table}" including all) on commit delete rows`,
    );
    await runner.query(statements.join(';\n'));
    this.furnished.add(client);
  }

  private async tell(events: readonly Recorded[], db: EntityManager): Promise<void> {
    for (const event of events) for (const { on } of this.projections) await on[event.type]?.(event as never, db);
  }
}
