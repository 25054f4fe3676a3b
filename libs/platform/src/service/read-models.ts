import { unknown } from '@millwright/event-sourcing';
import type { EntityManager, EntityTarget, FindManyOptions, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import { RejectedException } from '../http/problem.js';
import { listPage, type ListOptions, type ListQuery, type Page } from '../lists/list-page.js';
import { rowsPage, type ComputedRows } from '../lists/rows-page.js';
import type { ServiceRuntime } from './service-runtime.js';

/** Throws the 404 problem `unknown-<thing>`. */
export function notFound(thing: string, id: string): never {
  throw new RejectedException(unknown(thing, id));
}

/** Read-only access of controllers to the read models of their service. */
export class ReadModels {
  constructor(
    private readonly runtime: ServiceRuntime,
    /** Of another time; see History.shown. */
    private readonly past?: EntityManager,
  ) {}

  get manager(): EntityManager {
    return this.past ?? this.runtime.database.manager;
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

  /** A page of a list, with the sort and the filters that were asked for. */
  page<Entity extends ObjectLiteral>(
    entity: EntityTarget<Entity>,
    asked: ListQuery,
    options: ListOptions<Entity>,
  ): Promise<Page<Entity>> {
    return listPage(this.manager, entity, asked, options);
  }

  /** The same of rows that a statement computes. */
  rows<Row>(rows: ComputedRows, asked: ListQuery): Promise<Page<Row>> {
    return rowsPage(this.manager, rows, asked);
  }
}
