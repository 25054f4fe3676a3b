import { inventory, type HeardEvent } from '@millwright/contracts';
import { isZero, type Projection, type Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';

/** Every published event of a lot says what the lot's balance is after it. */
export const lotEvents = [
  inventory.MaterialReceived,
  inventory.ProductionReceived,
  inventory.MaterialReserved,
  inventory.ReservationReleased,
  inventory.LotIssued,
  inventory.LotReturned,
  inventory.LotConsumed,
  inventory.LotMoved,
  inventory.LotAdjusted,
  inventory.LotStatusChanged,
  inventory.LotShipped,
  inventory.HoldEnforcedInInventory,
] as const;

type LotEvent = HeardEvent<(typeof lotEvents)[number]>;

/** Lots of which something is free, and no others: most lots there have ever been are used up. */
const keepBalance = ({ data }: Recorded<LotEvent>, db: EntityManager): Promise<unknown> =>
  isZero(data.balance.available)
    ? db.query('delete from lot_balance where lot = $1', [data.lot])
    : db.query(
        `insert into lot_balance (lot, item, available) values ($1, $2, $3)
         on conflict (lot) do update set item = excluded.item, available = excluded.available`,
        [data.lot, data.item, data.balance.available],
      );

export const lotBalances: Projection<LotEvent, EntityManager> = {
  name: 'lot-balances',
  version: 2,
  tables: ['lot_balance'],
  on: Object.fromEntries(lotEvents.map(({ type }) => [type, keepBalance])),
};

/** What is free of every item in the released bills of material of what an order ($1) makes, as far as heard. */
export const componentAvailability = `
  select line.item, (select coalesce(sum(b.available), 0) from lot_balance b where b.item = line.item) as available
  from production_order o
  cross join lateral (
    select distinct one->>'item' as item from bill_of_material m cross join lateral jsonb_array_elements(m.lines) one
    where m.item = o.item and m.status = 'released'
  ) line
  where o.order_number = $1
`;
