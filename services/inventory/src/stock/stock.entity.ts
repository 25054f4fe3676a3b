import type { EntityManager } from 'typeorm';
import type { StockGroup, StockPlace } from './stock.rules.js';

const stock = `material_lot l cross join lateral
  jsonb_to_recordset(l.places) as p(location text, "onHand" numeric, reserved numeric, issued numeric, quarantine boolean)`;

/** Items ($1) at locations ($2) of which there is some. */
export const stockPlaces = `select distinct l.item, p.location from ${stock}
  where l.on_hand > 0 and ($1::text is null or l.item = $1) and ($2::text is null or p.location = $2)`;

/** Stock of items, by location, in groups that are alike in whether they may be used; with places, of these alone. */
export const stockGroups = async (
  db: EntityManager,
  items: readonly string[],
  places?: readonly StockPlace[],
): Promise<StockGroup[]> =>
  db.query(
    `select l.item, p.location, l.unit, l.usable, p.quarantine, l.expires_at as "expiresAt",
       sum(p."onHand")::text as "onHand", sum(p.reserved)::text as reserved, sum(p.issued)::text as issued
       from ${stock}
      where l.on_hand > 0 and l.item = any($1)
        and ($2::text[] is null or (l.item, p.location) in (select * from unnest($2::text[], $3::text[])))
      group by 1, 2, 3, 4, 5, 6`,
    [[...new Set(items)], places?.map(({ item }) => item) ?? null, places?.map(({ location }) => location) ?? null],
  );
