import { Column, Entity, PrimaryColumn, Raw, type EntityManager, type FindOptionsWhere } from 'typeorm';

@Entity('container')
export class ContainerEntity {
  @PrimaryColumn('text') container: string;
  @Column('text') description: string;
  @Column('text') location: string;
  @Column('text', { nullable: true }) outer: string | null;
  @Column('integer') version: number;
}

@Entity('container_lot')
export class ContainerLotEntity {
  @PrimaryColumn('text') container: string;
  @PrimaryColumn('text') lot: string;
}

export const withLot = (lot: string | undefined): FindOptionsWhere<ContainerEntity> =>
  lot === undefined
    ? {}
    : { container: Raw((one) => `${one} = (select l.container from container_lot l where l.lot = :lot)`, { lot }) };

export interface NestedRow {
  readonly container: string;
  readonly outer: string | null;
  readonly lots: readonly string[];
}

/** A container and all inside it, with their lots. */
export const nestedIn = async (db: EntityManager, container: string): Promise<NestedRow[]> =>
  db.query(
    `with recursive nest as (
       select container, "outer" from container where container = $1
       union select c.container, c."outer" from container c join nest n on c."outer" = n.container)
     select n.container, n."outer", coalesce(array_agg(l.lot order by l.lot) filter (where l.lot is not null), '{}') as lots
       from nest n left join container_lot l using (container) group by 1, 2 order by 1`,
    [container],
  );
