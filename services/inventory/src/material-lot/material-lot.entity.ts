import { Column, Entity, PrimaryColumn, Raw, type EntityManager, type FindOptionsWhere } from 'typeorm';
import type { StockAt } from './material-lot.events.js';

/** A lot as its last fact left it. */
@Entity('material_lot')
export class MaterialLotEntity {
  @PrimaryColumn('text') lot: string;
  @Column('text') item: string;
  @Column('text') unit: string;
  @Column('text') status: string;
  @Column('text', { nullable: true }) supplier: string | null;
  @Column('text', { name: 'supplier_lot', nullable: true }) supplierLot: string | null;
  @Column('text', { name: 'purchase_order', nullable: true }) purchaseOrder: string | null;
  @Column('text', { nullable: true }) order: string | null;
  @Column('timestamptz', { name: 'expires_at', nullable: true }) expiresAt: Date | null;
  @Column('timestamptz', { name: 'received_at' }) receivedAt: Date;
  @Column('numeric', { name: 'on_hand' }) onHand: string;
  @Column('numeric') reserved: string;
  @Column('numeric') issued: string;
  @Column('numeric') quarantined: string;
  @Column('boolean') usable: boolean;
  @Column('jsonb') places: StockAt[];
  @Column('integer') version: number;
}

/** Lots of which some lies there. */
export const lyingAt = (location: string | undefined): FindOptionsWhere<MaterialLotEntity> =>
  location === undefined
    ? {}
    : { places: Raw((places) => `${places} @> cast(:place as jsonb)`, { place: JSON.stringify([{ location }]) }) };

export interface LotSurroundings {
  readonly holds: readonly string[];
  readonly container: string | null;
  readonly shipments: readonly { readonly shipment: string; readonly customer: string; readonly quantity: string }[];
}

export const surroundingsOf = async (db: EntityManager, lot: string): Promise<LotSurroundings> => {
  const [row]: LotSurroundings[] = await db.query(
    `select (select coalesce(jsonb_agg(hold order by since, hold), '[]') from lot_hold where lot = $1) as holds,
            (select container from container_lot where lot = $1) as container,
            (select coalesce(jsonb_agg(jsonb_build_object('shipment', shipment, 'customer', customer, 'quantity', quantity::text) order by position), '[]') from lot_shipment where lot = $1) as shipments`,
    [lot],
  );
  return row;
};

/** More lots than one order takes of an item; what they do not cover is looked for again. */
const mostLots = 500;

/** Others may take from the first lots meanwhile. */
const spareLots = 3;

/**
 * Lots from which an item may be taken, first expired first, then first received first. No more lots are named than
 * the quantity of each item takes and a few to spare, or without a quantity, all of the first.
 */
export async function candidatesFor(
  db: EntityManager,
  wanted: readonly { readonly item: string; readonly quantity?: string }[],
  at: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows: { item: string; lot: string }[] = await db.query(
    `select w.item, l.lot from unnest($1::text[], $2::numeric[]) as w(item, quantity)
      cross join lateral (
        select lot, n, coalesce(sum(available) over (order by n rows between unbounded preceding and ${spareLots + 1} preceding), 0) as before from (
          select lot, available, row_number() over (order by expires_at nulls last, received_position, lot) as n from material_lot
           where item = w.item and available > 0 and (expires_at is null or expires_at > $3)
           order by expires_at nulls last, received_position, lot limit ${mostLots}) first_lots
      ) l
      where w.quantity is null or l.before < w.quantity
      order by w.item, l.n`,
    [wanted.map(({ item }) => item), wanted.map(({ quantity }) => quantity ?? null), at],
  );
  const lots = new Map<string, string[]>();
  for (const { item, lot } of rows) {
    const known = lots.get(item);
    if (known) known.push(lot);
    else lots.set(item, [lot]);
  }
  return lots;
}

export const expiredButReserved = async (
  db: EntityManager,
  now: string,
): Promise<{ lot: string; expiresAt: string }[]> => {
  const rows: { lot: string; expires_at: Date }[] = await db.query(
    'select lot, expires_at from material_lot where expires_at <= $1 and reserved > 0 order by expires_at limit 500',
    [now],
  );
  return rows.map(({ lot, expires_at }) => ({ lot, expiresAt: expires_at.toISOString() }));
};
