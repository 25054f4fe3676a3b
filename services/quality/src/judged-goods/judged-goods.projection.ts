import { inventory, orders, tracking, type HeardEvent } from '@millwright/contracts';
import type { Projection, Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';

type Received = HeardEvent<typeof inventory.MaterialReceived> | HeardEvent<typeof inventory.ProductionReceived>;
type Heard =
  | Received
  | HeardEvent<typeof orders.ProductionOrderReleased>
  | HeardEvent<typeof tracking.UnitScrapped>
  | HeardEvent<typeof tracking.LotCompleted>;

const received = (
  source: string,
  { lot, quantity }: { lot: string; quantity: { value: string; unit: string } },
  db: EntityManager,
): Promise<unknown> =>
  db.query(
    `insert into received_lot (lot, source, quantity, unit) values ($1, $2, $3, $4) on conflict (lot, source) do update set quantity = received_lot.quantity + excluded.quantity`,
    [lot, source, quantity.value, quantity.unit],
  );
const inStock = ({ data }: Recorded<Received>, db: EntityManager): Promise<unknown> => received('inventory', data, db);

/** What the other services tell about the goods that are judged here. */
export const judgedGoods: Projection<Heard, EntityManager> = {
  name: 'judged-goods',
  version: 1,
  tables: ['inspected_order', 'scrapped_unit', 'received_lot'],
  on: {
    [orders.ProductionOrderReleased.type]: ({ data }, db) =>
      db.query(
        'insert into inspected_order (order_number, operations, unit) values ($1, $2, $3) on conflict (order_number) do update set operations = excluded.operations',
        [
          data.order,
          JSON.stringify(
            data.operations.map(({ operation, after, inspectionPlan }) => ({ operation, after, inspectionPlan })),
          ),
          data.quantity.unit,
        ],
      ),
    [tracking.UnitScrapped.type]: ({ data }, db) =>
      db.query('insert into scrapped_unit (unit, order_number) values ($1, $2) on conflict do nothing', [
        data.unit,
        data.order,
      ]),
    [inventory.MaterialReceived.type]: inStock,
    [inventory.ProductionReceived.type]: inStock,
    [tracking.LotCompleted.type]: ({ data }, db) => received('tracking', data, db),
  },
};

/** The verdicts that count of an order, with what was accepted by concession. */
export const verdictsOfOrder = `
  select i.subject_kind as kind, i.subject_id as subject, coalesce(i.operation, '') as operation, i.plan, i.accepted, i.rejected,
         coalesce((select sum(n.used_as_is) from nonconformance n where n.inspection = i.inspection), 0) as conceded,
         exists (select 1 from scrapped_unit s where s.unit = i.subject_id and i.subject_kind = 'unit') as scrapped
    from inspection i
   where i.order_number = $1 and i.counts
   order by i.subject_id, i.operation`;

/** The lines of a lot or unit: by place and plan, what came in against what was judged. */
export const linesOfLot = `
  select i.operation, i.plan, i.unit, sum(i.accepted) filter (where i.counts) as accepted, sum(i.rejected) filter (where i.counts) as rejected,
         coalesce(sum(i.quantity) filter (where i.status = 'open'), 0) as open, count(*) filter (where i.counts)::int as inspections,
         coalesce((select r.quantity from received_lot r where r.lot = $1 order by r.source limit 1), 0) as received
    from inspection i where i.subject_id = $1
   group by i.operation, i.plan, i.unit order by i.operation nulls first, i.plan`;

export const receiptsOfLot = 'select source from received_lot where lot = $1';
