import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { ShipmentEvent } from './shipment.events.js';

export const shipments: Projection<ShipmentEvent, EntityManager> = {
  name: 'shipments',
  version: 1,
  tables: ['shipment'],
  on: {
    ShipmentCreated: ({ data: { shipment, customer, lines }, version }, db) =>
      db.query(`insert into shipment (shipment, customer, status, lines, version) values ($1, $2, 'created', $3, $4)`, [
        shipment,
        customer,
        JSON.stringify(lines),
        version,
      ]),
    ShipmentShipped: ({ data, by, version }, db) =>
      db.query(`update shipment set status = 'shipped', shipped_at = $2, version = $3 where shipment = $1`, [
        data.shipment,
        by.at,
        version,
      ]),
    ShipmentCancelled: ({ data, version }, db) =>
      db.query(`update shipment set status = 'cancelled', version = $2 where shipment = $1`, [data.shipment, version]),
  },
};
