import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { ReservationEvent } from './reservation.events.js';

export const reservations: Projection<ReservationEvent, EntityManager> = {
  name: 'reservations',
  version: 1,
  tables: ['reservation'],
  on: {
    ReservationMade: ({ data: { reservation, item, quantity, order, purpose, lots } }, db) =>
      db.query(
        `insert into reservation (reservation, item, unit, quantity, "order", purpose, lots, status) values ($1, $2, $3, $4, $5, $6, $7, 'active')`,
        [reservation, item, quantity.unit, quantity.value, order, purpose, JSON.stringify(lots)],
      ),
    ReservationReduced: ({ data: { reservation, quantity } }, db) =>
      db.query('update reservation set quantity = quantity - $2 where reservation = $1', [reservation, quantity.value]),
    ReservationEnded: ({ data: { reservation } }, db) =>
      db.query(`update reservation set status = 'ended' where reservation = $1`, [reservation]),
  },
};
