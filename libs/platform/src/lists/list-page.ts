import type { EntityManager, EntityTarget, FindOptionsWhere, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { cursorOf, placeOf, withCursor } from './list-cursor.js';
import { behind, orderOf, sortColumn, type ListOrder, type SortColumn } from './list-order.js';
import type { PageQuery } from './list-query.js';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** The `after` of the next page; absent on the last one. */
  readonly next?: string;
}

/** What a list can be asked: the fields of its query class and no other, see validation-pipe.ts. */
export type ListQuery = PageQuery & { readonly sort?: string; readonly from?: string; readonly to?: string };

type Column<Entity> = keyof Entity & string;

export interface ListOptions<Entity> {
  /** Columns that are unique together: the order of the list, and in every other order what decides at last. */
  readonly key: Column<Entity> | readonly Column<Entity>[];
  /** What the filters of the query come to; one that was not given is left out. */
  readonly where?: FindOptionsWhere<Entity>;
  /** The column that `from` and `to` are about. */
  readonly dates?: Column<Entity>;
}

const alias = 'listed';

/**
 * A page of a read model. Its place is what its last row is sorted by and not a number of rows, so rows that come and go
 * between two pages neither repeat nor hide others. One whose sorted column itself changes meanwhile moves with it.
 */
export async function listPage<Entity extends ObjectLiteral>(
  db: EntityManager,
  entity: EntityTarget<Entity>,
  asked: ListQuery,
  options: ListOptions<Entity>,
): Promise<Page<Entity>> {
  const query = db.createQueryBuilder(entity, alias).limit(asked.limit + 1);
  filter(query, asked, options);
  const key = [options.key].flat() as readonly string[];
  const order = orderOf(asked.sort, key, (name) => columnOf(query, name));
  const list = query.expressionMap.mainAlias?.metadata.tableName ?? '';
  inOrder(query, order);
  if (asked.after !== undefined)
    startBehind(query, order, placeOf(list, { ...asked }, asked.after, order.columns.length));
  const { entities, raw } = await withCursor(asked.after, () => query.getRawAndEntities<Record<string, string>>());
  const items = entities.slice(0, asked.limit);
  if (entities.length <= asked.limit) return { items };
  const last = raw[asked.limit - 1];
  return {
    items,
    next: cursorOf(
      list,
      { ...asked },
      order.columns.map((_, n) => last[`place_${n}`]),
    ),
  };
}

function filter<Entity extends ObjectLiteral>(
  query: SelectQueryBuilder<Entity>,
  { from, to }: ListQuery,
  { where = {}, dates }: ListOptions<Entity>,
): void {
  // TypeORM refuses undefined, and would be right to in a deletion.
  const given = Object.entries(where).filter(([, value]) => value !== undefined);
  if (given.length > 0) query.where(Object.fromEntries(given) as FindOptionsWhere<Entity>);
  if (dates === undefined) return;
  if (from !== undefined) query.andWhere(`${alias}.${dates} >= :from`, { from });
  if (to !== undefined) query.andWhere(`${alias}.${dates} < :to`, { to });
}

function columnOf<Entity extends ObjectLiteral>(query: SelectQueryBuilder<Entity>, name: string): SortColumn {
  const metadata = query.expressionMap.mainAlias?.metadata;
  const column = metadata?.findColumnWithPropertyName(name);
  if (!metadata || !column) throw new Error(`${name} is no column that a list can be sorted by`);
  const sql = `${query.escape(alias)}.${query.escape(column.databaseName)}`;
  return sortColumn(sql, metadata.connection.driver.normalizeType(column), column.isNullable);
}

function inOrder<Entity extends ObjectLiteral>(
  query: SelectQueryBuilder<Entity>,
  { columns, direction }: ListOrder,
): void {
  columns.forEach(({ sql }, n) => {
    query.addSelect(sql, `sorted_${n}`).addOrderBy(`sorted_${n}`, direction);
    // As text it keeps every digit, where a Date would lose microseconds.
    query.addSelect(`${sql}::text`, `place_${n}`);
  });
}

function startBehind<Entity extends ObjectLiteral>(
  query: SelectQueryBuilder<Entity>,
  order: ListOrder,
  place: readonly string[],
): void {
  const parameters = Object.fromEntries(place.map((value, n) => [`after_${n}`, value]));
  query.andWhere(
    behind(order, (n) => `:after_${n}`),
    parameters,
  );
}
