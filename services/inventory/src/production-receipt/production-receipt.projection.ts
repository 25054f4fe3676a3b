import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { LotEvent } from '../material-lot/material-lot.events.js';

export const productionReceipts: Projection<LotEvent, EntityManager> = {
  name: 'production-receipts',
  version: 1,
  tables: ['production_receipt'],
  on: {
    ProductionReceived: ({ data: { order, item, quantity } }, db) =>
      db.query(
        `insert into production_receipt ("order", item, unit, received) values ($1, $2, $3, $4)
         on conflict ("order") do update set received = production_receipt.received + excluded.received`,
        [order, item, quantity.unit, quantity.value],
      ),
  },
};
