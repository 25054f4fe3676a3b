import type { EntityManager } from 'typeorm';
import type { StockCursor, StockGroup } from './stock.rules.js';

export interface StockFilter {
  readonly item?: string;
  readonly location?: string;
}

/** Stock by item and location, in groups that are alike in whether they may be used; one page more than asked shows whether more follow. */
export const stockGroups = async (
  db: EntityManager,
  { item, location }: StockFilter,
  after: StockCursor,
  limit: number,
): Promise<StockGroup[]> =>
  db.query(
    `with stock as (
       select l.item, p.location, l.unit, l.usable, p.quarantine, l.expires_at, p."onHand", p.reserved, p.issued
         from material_lot l cross join lateral jsonb_to_recordset(l.places) as p(location text, "onHand" numeric, reserved numeric, issued numeric, quarantine boolean)
        where l.on_hand > 0 and ($1::text is null or l.item = $1) and ($2::text is null or p.location = $2) and l.item >= $3
     ), page as (select distinct item, location from stock where (item, location) > ($3, $4) order by item, location limit $5)
     select item, location, unit, usable, quarantine, expires_at as "expiresAt", sum("onHand")::text as "onHand", sum(reserved)::text as reserved, sum(issued)::text as issued
       from stock join page using (item, location) group by 1, 2, 3, 4, 5, 6 order by item, location`,
    [item ?? null, location ?? null, after.item, after.location, limit],
  );
