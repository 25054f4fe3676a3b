import type { EntityManager, ObjectLiteral } from 'typeorm';

/** How many rows of a read model there are by one of its columns: orders in progress, assets that are down. */
export interface PlantFigure {
  /** Of the metric, in Prometheus' way: `millwright_production_orders`. */
  readonly name: string;
  readonly help: string;
  readonly entity: abstract new (...args: never[]) => object;
  /** The column whose values are told apart; it needs an index. */
  readonly by: string;
  /**
   * The values that are counted. What is done with grows for ever, and counting it at each scrape would take longer every day.
   */
  readonly values: readonly string[];
}

/** Rows by each of the values, those that nothing has among them. */
export async function countRows(
  db: EntityManager,
  { entity, by, values }: Pick<PlantFigure, 'entity' | 'by' | 'values'>,
): Promise<readonly (readonly [value: string, count: number])[]> {
  const rows = await db
    .createQueryBuilder(entity as new () => ObjectLiteral, 'row')
    .select(`row.${by}`, 'value')
    .addSelect('count(*)::int', 'count')
    .where(`row.${by} in (:...values)`, { values })
    .groupBy(`row.${by}`)
    .getRawMany<{ value: string; count: number }>();
  const counts = new Map(rows.map(({ value, count }) => [value, count]));
  return values.map((value) => [value, counts.get(value) ?? 0]);
}
