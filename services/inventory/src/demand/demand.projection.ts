import type { Projection, Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { LotEvent } from '../material-lot/material-lot.events.js';
import type { DemandEvent, DemandLine, LotShare } from './demand.events.js';

type Of<Type extends DemandEvent['type']> = Recorded<Extract<DemandEvent, { type: Type }>>;

const stand = async (
  order: string,
  lines: readonly DemandLine[],
  version: number,
  db: EntityManager,
): Promise<void> => {
  await db.query(
    `update demand_line d set reserved = l.reserved, issued = l.issued, short = l.short
       from unnest($2::text[], $3::numeric[], $4::numeric[], $5::numeric[]) as l(item, reserved, issued, short) where d."order" = $1 and d.item = l.item`,
    [
      order,
      lines.map(({ item }) => item),
      lines.map(({ reserved }) => reserved),
      lines.map(({ issued }) => issued),
      lines.map(({ short }) => short),
    ],
  );
  await db.query('update material_demand set version = $2 where "order" = $1', [order, version]);
};

const reserved = async (
  { data: { order, lots, lines }, version }: Of<'MaterialReservedForOrder'>,
  db: EntityManager,
): Promise<void> => {
  await db.query(
    `insert into demand_reservation ("order", lot, item, quantity) select $1, * from unnest($2::text[], $3::text[], $4::numeric[])
     on conflict ("order", lot) do update set quantity = demand_reservation.quantity + excluded.quantity`,
    [order, lots.map(({ lot }) => lot), lots.map(({ item }) => item), lots.map(({ quantity }) => quantity)],
  );
  await stand(order, lines, version, db);
};

const takenBack = async (order: string, shares: readonly LotShare[], db: EntityManager): Promise<void> => {
  const amounts = [order, shares.map(({ lot }) => lot), shares.map(({ quantity }) => quantity)];
  await db.query(
    'update demand_reservation d set quantity = d.quantity - s.quantity from unnest($2::text[], $3::numeric[]) as s(lot, quantity) where d."order" = $1 and d.lot = s.lot',
    amounts,
  );
  await db.query(
    'delete from demand_reservation where "order" = $1 and lot = any($2) and quantity = 0',
    amounts.slice(0, 2),
  );
};

const opened = async (
  { data: { order, product, dueAt, required }, position, version }: Of<'MaterialDemandOpened'>,
  db: EntityManager,
): Promise<void> => {
  await db.query(
    `insert into material_demand ("order", product, status, due_at, version) values ($1, $2, 'open', $3, $4)`,
    [order, product, dueAt, version],
  );
  await db.query(
    `insert into demand_line ("order", line, item, unit, required, reserved, issued, consumed, short, open, due_at, opened_position)
     select $1, r.line, r.item, r.unit, r.required, 0, 0, 0, r.required, true, $2, $3 from unnest($4::text[], $5::text[], $6::numeric[]) with ordinality as r(item, unit, required, line)`,
    [
      order,
      dueAt,
      position,
      required.map(({ item }) => item),
      required.map(({ unit }) => unit),
      required.map((one) => one.required),
    ],
  );
};

export const demands: Projection<DemandEvent | LotEvent, EntityManager> = {
  name: 'material-demands',
  version: 1,
  tables: ['material_demand', 'demand_line', 'demand_reservation'],
  on: {
    MaterialDemandOpened: opened,
    MaterialReservedForOrder: reserved,
    ReservationsTakenBack: async ({ data: { order, lots, lines }, version }, db) => {
      await takenBack(order, lots, db);
      await stand(order, lines, version, db);
    },
    MaterialIssued: ({ data: { order, item, lot, fromReservation } }, db) =>
      takenBack(order, [{ item, lot, quantity: fromReservation }], db),
    MaterialDemandChanged: ({ data: { order, lines }, version }, db) => stand(order, lines, version, db),
    MaterialDemandClosed: async ({ data: { order }, version }, db) => {
      await db.query(`update material_demand set status = 'closed', version = $2 where "order" = $1`, [order, version]);
      await db.query('update demand_line set open = false where "order" = $1', [order]);
    },
    LotConsumed: ({ data: { order, item, quantity } }, db) =>
      db.query('update demand_line set consumed = consumed + $3 where "order" = $1 and item = $2', [
        order,
        item,
        quantity.value,
      ]),
  },
};
