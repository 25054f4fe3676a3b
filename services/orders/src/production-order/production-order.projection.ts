import type { Event, Projection, Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { ProductionOrderEvent } from './production-order.events.js';

type Handler = (event: Recorded<Event<string, { readonly order: string }>>, db: EntityManager) => Promise<unknown>;

const becomes =
  (status: string): Handler =>
  ({ data }, db) =>
    db.query('update production_order set status = $2 where order_number = $1', [data.order, status]);

const isWorkable: Handler = ({ data }, db) =>
  db.query(
    `update production_order set status = case when begun then 'in-progress' else 'released' end where order_number = $1`,
    [data.order],
  );

const hasBegun: Handler = ({ data }, db) =>
  db.query(
    `update production_order set begun = true, status = case when status = 'released' then 'in-progress' else status end
     where order_number = $1 and not begun`,
    [data.order],
  );

export const productionOrders: Projection<ProductionOrderEvent, EntityManager> = {
  name: 'production-orders',
  version: 1,
  tables: ['production_order'],
  on: {
    ProductionOrderCreated: ({ data }, db) =>
      db.query(
        `insert into production_order (order_number, item, quantity, status, due_at, external_order) values ($1, $2, $3, 'draft', $4, $5)`,
        [data.order, data.item, JSON.stringify(data.quantity), data.dueAt ?? null, data.externalOrder ?? null],
      ),
    ProductionOrderPlanned: ({ data }, db) =>
      db.query(`update production_order set status = 'planned', start_at = $2 where order_number = $1`, [
        data.order,
        data.startAt ?? null,
      ]),
    ProductionOrderReleased: isWorkable,
    ProductionOrderPaused: becomes('paused'),
    ProductionOrderResumed: isWorkable,
    ProductionOrderCompleted: becomes('completed'),
    ProductionOrderReopened: isWorkable,
    ProductionOrderClosed: becomes('closed'),
    ProductionOrderCancelled: becomes('cancelled'),
    OperationStartRecorded: hasBegun,
    OperationProgressRecorded: hasBegun,
    OperationDoneRecorded: hasBegun,
  },
};
