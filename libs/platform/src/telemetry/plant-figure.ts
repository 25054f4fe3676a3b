import type { EntityManager, ObjectLiteral } from 'typeorm';

/** How many rows of a read model there are by one of its columns: orders by status, assets up and down. */
export interface PlantFigure {
  /** Of the metric, in Prometheus' way: `millwright_production_orders`. */
  readonly name: string;
  readonly help: string;
  readonly entity: abstract new (...args: never[]) => object;
  /** The column whose values are told apart; few. */
  readonly by: string;
}

export async function countRows(
  db: EntityManager,
  { entity, by }: Pick<PlantFigure, 'entity' | 'by'>,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .createQueryBuilder(entity as new () => ObjectLiteral, 'row')
    .select(`row.${by}`, 'value')
    .addSelect('count(*)::int', 'count')
    .groupBy(`row.${by}`)
    .getRawMany<{ value: unknown; count: number }>();
  return new Map(rows.map(({ value, count }) => [String(value), count]));
}
