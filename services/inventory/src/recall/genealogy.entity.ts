import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { RecalledSubject } from './recall.events.js';

/** What went into what, as heard from tracking. */
@Entity('genealogy')
export class GenealogyEntity {
  @PrimaryColumn('text') component: string;
  @PrimaryColumn('text') product: string;
  @Column('text', { name: 'product_kind' }) productKind: string;
  @Column('text', { name: 'product_item', nullable: true }) productItem: string | null;
}

interface Row {
  readonly kind: 'unit' | 'lot';
  readonly id: string;
  readonly item: string | null;
}

const subject = ({ kind, id, item }: Row): RecalledSubject => ({ kind, id, ...(item === null ? {} : { item }) });

/** All that contains a lot, at any depth; `union` ends circles. */
export const descendantsOf = async (db: EntityManager, lot: string): Promise<RecalledSubject[]> => {
  const rows: Row[] = await db.query(
    `with recursive made as (
       select product, product_kind, product_item from genealogy where component = $1
       union select g.product, g.product_kind, g.product_item from genealogy g join made m on g.component = m.product)
     select product_kind as kind, product as id, max(product_item) as item from made where product <> $1 group by 1, 2 order by 2`,
    [lot],
  );
  return rows.map(subject);
};

export const productsOf = async (db: EntityManager, component: string): Promise<RecalledSubject[]> => {
  const rows: Row[] = await db.query(
    'select product_kind as kind, product as id, product_item as item from genealogy where component = $1 order by product',
    [component],
  );
  return rows.map(subject);
};
