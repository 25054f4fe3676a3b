import type { EntityManager } from 'typeorm';
import { cursorOf, placeOf, withCursor } from './list-cursor.js';
import { behind, orderOf, sortColumn } from './list-order.js';
import type { ListQuery, Page } from './list-page.js';

/** Rows that a statement computes, where they stand in no table as they are shown. */
export interface ComputedRows {
  readonly name: string;
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** The columns by which they can be sorted, with their types. */
  readonly sorts: Readonly<Record<string, string>>;
  /** Those of them that not every row has. */
  readonly absent?: readonly string[];
  readonly key: readonly string[];
}

type Placed<Row> = Row & { readonly listed_place: string[] };

/** A page of them, by the same rules as a page of a read model. */
export async function rowsPage<Row>(db: EntityManager, rows: ComputedRows, asked: ListQuery): Promise<Page<Row>> {
  const order = orderOf(asked.sort, rows.key, (name) =>
    sortColumn(`listed."${name}"`, rows.sorts[name] ?? 'text', rows.absent?.includes(name)),
  );
  const { columns, direction } = order;
  const place = asked.after === undefined ? [] : placeOf(rows.name, { ...asked }, asked.after, columns.length);
  const given = rows.parameters.length;
  const where = place.length === 0 ? '' : `where ${behind(order, (n) => `$${given + n + 1}`)}`;
  const places = columns.map(({ sql }) => `${sql}::text`).join(', ');
  const sorted = columns.map(({ sql }) => `${sql} ${direction}`).join(', ');
  const found = await withCursor(
    asked.after,
    () =>
      db.query(
        `select listed.*, array[${places}] as listed_place from (${rows.sql}) listed ${where}
          order by ${sorted} limit $${given + place.length + 1}`,
        [...rows.parameters, ...place, asked.limit + 1],
      ) as Promise<Placed<Row>[]>,
  );
  const items = found.slice(0, asked.limit).map(({ listed_place: _, ...row }) => row as unknown as Row);
  return found.length > asked.limit
    ? { items, next: cursorOf(rows.name, { ...asked }, found[asked.limit - 1].listed_place) }
    : { items };
}
