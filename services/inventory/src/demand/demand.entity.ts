import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';

@Entity('material_demand')
export class MaterialDemandEntity {
  @PrimaryColumn('text') order: string;
  @Column('text') product: string;
  @Column('text') status: string;
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt: Date | null;
  @Column('integer') version: number;
}

@Entity('demand_line')
export class DemandLineEntity {
  @PrimaryColumn('text') order: string;
  @PrimaryColumn('text') item: string;
  @Column('integer') line: number;
  @Column('text') unit: string;
  @Column('numeric') required: string;
  @Column('numeric') reserved: string;
  @Column('numeric') issued: string;
  @Column('numeric') consumed: string;
  @Column('numeric') short: string;
}

/**
 * Orders that are short of an item, the earliest due first: as many as `quantity` can serve, and some more, since the first
 * may be served meanwhile.
 */
export const ordersShortOf = async (db: EntityManager, item: string, quantity: string): Promise<string[]> => {
  const rows: { order: string }[] = await db.query(
    `select "order" from (
       select "order", coalesce(sum(short) over (order by n rows between unbounded preceding and 20 preceding), 0) as before, n from (
         select "order", short, row_number() over (order by due_at nulls last, opened_position) as n from demand_line
          where item = $1 and short > 0 and open order by due_at nulls last, opened_position limit 200) first_orders
     ) queue where before < $2 order by n`,
    [item, quantity],
  );
  return rows.map(({ order }) => order);
};

/** What an order is short of. */
export const shortagesOf = async (db: EntityManager, order: string): Promise<{ item: string; quantity: string }[]> =>
  db.query('select item, short as quantity from demand_line where "order" = $1 and short > 0 and open', [order]);

export const lotsReservedFor = async (db: EntityManager, order: string): Promise<string[]> =>
  ((await db.query('select lot from demand_reservation where "order" = $1', [order])) as { lot: string }[]).map(
    ({ lot }) => lot,
  );
