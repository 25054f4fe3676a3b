import { unknown } from '@millwright/event-sourcing';
import type { EntityManager, EntityTarget, FindManyOptions, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import { And, MoreThan } from 'typeorm';
import { RejectedException } from '../http/problem.js';
import type { PageQuery } from '../http/page.js';
import type { ServiceRuntime } from './service-runtime.js';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** The `after` of the next page; absent on the last one. */
  readonly next?: string;
}

/** Throws the 404 problem `unknown-<thing>`. */
export function notFound(thing: string, id: string): never {
  throw new RejectedException(unknown(thing, id));
}

/** Read-only access of controllers to the read models of their service. */
export class ReadModels {
  constructor(private readonly runtime: ServiceRuntime) {}

  get manager(): EntityManager {
    return this.runtime.database.manager;
  }

  query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.manager.query(sql, [...parameters]) as Promise<Row[]>;
  }

  find<Entity extends ObjectLiteral>(
    entity: EntityTarget<Entity>,
    options: FindManyOptions<Entity>,
  ): Promise<Entity[]> {
    return this.manager.find(entity, options);
  }

  /** The row, or the 404 problem `unknown-<thing>`. */
  async one<Entity extends ObjectLiteral>(
    entity: EntityTarget<Entity>,
    where: FindOptionsWhere<Entity>,
    thing: string,
  ): Promise<Entity> {
    return (await this.manager.findOne(entity, { where })) ?? notFound(thing, Object.values(where).join(' '));
  }

  /** A page in the order of a unique text column; rows added or changed between two pages neither repeat nor hide others. */
  async page<Entity extends ObjectLiteral>(
    entity: EntityTarget<Entity>,
    key: keyof Entity & string,
    { limit, after }: PageQuery,
    { where = {} }: { where?: FindOptionsWhere<Entity> } = {},
  ): Promise<Page<Entity>> {
    // A filter that was not given: TypeORM refuses undefined, and would be right to in a deletion.
    const given = Object.fromEntries(
      Object.entries(where).filter(([, value]) => value !== undefined),
    ) as FindOptionsWhere<Entity>;
    const later =
      after === undefined
        ? {}
        : { [key]: given[key] === undefined ? MoreThan(after) : And(MoreThan(after), given[key] as never) };
    const rows = await this.manager.find(entity, {
      where: { ...given, ...later } as FindOptionsWhere<Entity>,
      order: { [key]: 'ASC' } as never,
      take: limit + 1,
    });
    const items = rows.slice(0, limit);
    return rows.length > limit ? { items, next: String(items[items.length - 1][key]) } : { items };
  }
}
