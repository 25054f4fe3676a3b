import { inventory, orders, quality, type HeardEvent } from '@millwright/contracts';
import type { Projection, Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { LotInProcessEvent } from '../lot-in-process/lot-in-process.events.js';
import type { MaterialConsumed, UnitEvent } from '../unit/unit.events.js';

type Heard =
  | HeardEvent<typeof orders.ProductionOrderReleased>
  | HeardEvent<typeof inventory.MaterialReceived>
  | HeardEvent<typeof inventory.ProductionReceived>
  | HeardEvent<typeof inventory.LotShipped>
  | HeardEvent<typeof quality.InspectionPassed>
  | HeardEvent<typeof quality.InspectionFailed>;

interface Node {
  readonly id: string;
  readonly kind: 'unit' | 'lot';
  readonly item?: string;
  readonly order?: string;
  readonly status?: string;
  readonly location?: string;
  readonly supplier?: string;
  readonly supplierLot?: string;
}

/** What is known already stays; whether a thing has a serial number, one fact that says so is enough. */
const know = (db: EntityManager, { id, kind, item, order, status, location, supplier, supplierLot }: Node) =>
  db.query(
    `insert into genealogy_node as known (id, kind, item, order_no, status, location, supplier, supplier_lot) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (id) do update set kind = case when known.kind = 'unit' then 'unit' else excluded.kind end, item = coalesce(excluded.item, known.item),
       order_no = coalesce(excluded.order_no, known.order_no), status = coalesce(excluded.status, known.status), location = coalesce(excluded.location, known.location),
       supplier = coalesce(excluded.supplier, known.supplier), supplier_lot = coalesce(excluded.supplier_lot, known.supplier_lot)`,
    [id, kind, item ?? null, order ?? null, status ?? null, location ?? null, supplier ?? null, supplierLot ?? null],
  );

const setStatus =
  (status: string) =>
  ({ id }: { id: string }, db: EntityManager) =>
    db.query('update genealogy_node set status = $2 where id = $1', [id, status]);

interface Edge {
  readonly product: string;
  readonly component: string;
  readonly item: string;
  readonly quantity: { readonly value: string; readonly unit: string };
  readonly order: string;
  readonly operation?: string;
  readonly place?: string;
  readonly backflushed: boolean;
}

/** Several edges of one event are told apart by their place in it. */
const connect = (db: EntityManager, { position, by }: Pick<Recorded, 'position' | 'by'>, edge: Edge, index = 0) =>
  db.query(
    `insert into genealogy_edge (seq, product, component, item, quantity, unit, order_no, operation, place, backflushed, at, person, station)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      position * 1_000 + index,
      edge.product,
      edge.component,
      edge.item,
      edge.quantity.value,
      edge.quantity.unit,
      edge.order,
      edge.operation ?? null,
      edge.place ?? null,
      edge.backflushed,
      by.at,
      by.actor,
      by.station ?? null,
    ],
  );

const consumed = async (event: Recorded<MaterialConsumed>, db: EntityManager): Promise<void> => {
  const { product, order, operation, item, tracking, lot, quantity, backflushed, position: place } = event.data;
  await know(db, { id: lot, kind: tracking === 'serial' ? 'unit' : 'lot', item });
  await connect(db, event, {
    product: product.id,
    component: lot,
    item,
    quantity,
    order,
    operation,
    place,
    backflushed,
  });
};

const inspected = async (
  { data, by }: Recorded<HeardEvent<typeof quality.InspectionPassed> | HeardEvent<typeof quality.InspectionFailed>>,
  db: EntityManager,
): Promise<void> => {
  for (const { characteristic, value, unit, verdict } of data.measurements ?? []) {
    await db.query(
      `insert into genealogy_measurement (inspection, characteristic, subject, operation, plan, plan_revision, value, unit, verdict, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
      [
        data.inspection,
        characteristic,
        data.subject.id,
        data.operation ?? null,
        data.plan,
        data.planRevision,
        value,
        unit ?? null,
        verdict,
        by.at,
      ],
    );
  }
};

/** What is in what, from the supplier's lot to the customer: of own consumption, and of what inventory and quality say. */
export const genealogy: Projection<UnitEvent | LotInProcessEvent | Heard, EntityManager> = {
  name: 'genealogy',
  version: 1,
  tables: ['genealogy_node', 'genealogy_edge', 'genealogy_shipment', 'genealogy_measurement', 'genealogy_order'],
  on: {
    UnitCreated: ({ data }, db) =>
      know(db, { id: data.unit, kind: 'unit', item: data.item, order: data.order, status: 'in-process' }),
    UnitCompleted: setStatus('completed'),
    UnitScrapped: setStatus('scrapped'),
    UnitSentToRework: setStatus('rework'),
    LotBegun: ({ data }, db) =>
      know(db, { id: data.lot, kind: 'lot', item: data.item, order: data.order, status: 'in-process' }),
    LotMadeOfLots: async (event, db) => {
      const { lot, item, order, from } = event.data;
      await know(db, { id: lot, kind: 'lot', item, order, status: 'in-process' });
      for (const [index, part] of from.entries()) {
        await connect(
          db,
          event,
          { product: lot, component: part.lot, item, quantity: part.quantity, order, backflushed: false },
          index,
        );
      }
    },
    LotCompleted: setStatus('completed'),
    LotScrapped: setStatus('scrapped'),
    LotMerged: setStatus('merged'),
    LotRepacked: setStatus('repacked'),
    LotTransformed: setStatus('transformed'),
    LotSentToRework: setStatus('in-process'),
    LotSplit: ({ id, data }, db) =>
      data.remaining.value === '0' ? setStatus('split')({ id }, db) : Promise.resolve(undefined),
    MaterialConsumed: consumed,
    ComponentRemoved: ({ data, by }, db) =>
      db.query(
        `update genealogy_edge set removed_at = $5 where seq = (
           select max(seq) from genealogy_edge where product = $1 and component = $2 and item = $3 and operation = $4 and removed_at is null)`,
        [data.unit, data.lot, data.item, data.operation, by.at],
      ),
    [orders.ProductionOrderReleased.type]: ({ data }, db) =>
      db.query(
        `insert into genealogy_order (order_no, item, item_revision, bill_of_material_revision, routing_revision) values ($1, $2, $3, $4, $5) on conflict do nothing`,
        [data.order, data.item, data.itemRevision, data.billOfMaterialRevision ?? null, data.routingRevision],
      ),
    [inventory.MaterialReceived.type]: ({ data }, db) =>
      know(db, {
        id: data.lot,
        kind: 'lot',
        item: data.item,
        location: data.location,
        supplier: data.supplier,
        supplierLot: data.supplierLot,
      }),
    [inventory.ProductionReceived.type]: ({ data }, db) =>
      know(db, { id: data.lot, kind: 'lot', item: data.item, order: data.order, location: data.location }),
    [inventory.LotShipped.type]: async ({ data }, db) => {
      await know(db, { id: data.lot, kind: 'lot', item: data.item });
      await db.query(
        'insert into genealogy_shipment (lot, shipment, customer) values ($1, $2, $3) on conflict do nothing',
        [data.lot, data.shipment, data.customer],
      );
      await db.query('update genealogy_node set location = null where id = $1 and $2::numeric = 0', [
        data.lot,
        data.balance.onHand,
      ]);
    },
    [quality.InspectionPassed.type]: inspected,
    [quality.InspectionFailed.type]: inspected,
  },
};
