import type { Projection, Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { LotEvent, LotResult } from './material-lot.events.js';

type Of<Type extends LotEvent['type']> = Recorded<Extract<LotEvent, { type: Type }>>;

const columnsOf = ({ balance, issued, quarantined, usable, places }: LotResult): unknown[] => [
  balance.onHand,
  balance.reserved,
  balance.available,
  issued,
  quarantined,
  usable,
  JSON.stringify(places),
];

/** Every fact carries how the lot stands after it. A lot that is only held, not yet received, has no row. */
const stands = ({ data, version }: Recorded<LotEvent>, db: EntityManager): Promise<unknown> =>
  db.query(
    'update material_lot set on_hand = $2, reserved = $3, available = $4, issued = $5, quarantined = $6, usable = $7, places = $8, version = $9 where lot = $1',
    [data.lot, ...columnsOf(data.after), version],
  );

const ofNoSupplier = { supplier: undefined, supplierLot: undefined, purchaseOrder: undefined, expiresAt: undefined };

const received = (event: Of<'MaterialReceived'> | Of<'ProductionReceived'>, db: EntityManager): Promise<unknown> => {
  const { lot, item, quantity, after } = event.data;
  const { supplier, supplierLot, purchaseOrder, expiresAt } =
    event.type === 'MaterialReceived' ? event.data : ofNoSupplier;
  const order = event.type === 'ProductionReceived' ? event.data.order : undefined;
  return db.query(
    `insert into material_lot (lot, item, unit, status, supplier, supplier_lot, purchase_order, expires_at, "order", received_at, received_position, on_hand, reserved, available, issued, quarantined, usable, places, version)
     values ($1, $2, $3, 'available', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
     on conflict (lot) do update set on_hand = excluded.on_hand, reserved = excluded.reserved, available = excluded.available, issued = excluded.issued,
       quarantined = excluded.quarantined, usable = excluded.usable, places = excluded.places, version = excluded.version`,
    [
      lot,
      item,
      quantity.unit,
      supplier,
      supplierLot,
      purchaseOrder,
      expiresAt,
      order,
      event.by.at,
      event.position,
      ...columnsOf(after),
      event.version,
    ],
  );
};

const becomes =
  (status: string) =>
  async (event: Recorded<LotEvent>, db: EntityManager): Promise<void> => {
    await stands(event, db);
    await db.query('update material_lot set status = $2 where lot = $1', [event.data.lot, status]);
  };

export const materialLots: Projection<LotEvent, EntityManager> = {
  name: 'material-lots',
  version: 1,
  tables: ['material_lot', 'lot_hold', 'lot_shipment'],
  on: {
    MaterialReceived: received,
    ProductionReceived: received,
    LotReserved: stands,
    ReservationReleased: stands,
    LotIssued: stands,
    LotReturned: stands,
    LotConsumed: stands,
    LotMoved: stands,
    LotAdjusted: stands,
    LotShipped: async (event, db) => {
      const { lot, shipment, customer, quantity } = event.data;
      await stands(event, db);
      await db.query(
        'insert into lot_shipment (lot, position, shipment, customer, quantity) values ($1, $2, $3, $4, $5)',
        [lot, event.position, shipment, customer, quantity.value],
      );
    },
    HoldEnforced: async (event, db) => {
      await stands(event, db);
      await db.query('insert into lot_hold (lot, hold, since) values ($1, $2, $3)', [
        event.data.lot,
        event.data.hold,
        event.by.at,
      ]);
    },
    HoldLifted: async (event, db) => {
      await stands(event, db);
      await db.query('delete from lot_hold where lot = $1 and hold = $2', [event.data.lot, event.data.hold]);
    },
    LotPutIntoContainer: stands,
    LotTakenOutOfContainer: stands,
    LotBlocked: becomes('blocked'),
    LotUnblocked: becomes('available'),
    LotQuarantined: becomes('quarantine'),
    LotReleasedFromQuarantine: becomes('available'),
    LotScrapped: becomes('scrapped'),
  },
};
