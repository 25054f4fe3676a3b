import { orders, published } from '@millwright/contracts';
import type { Publishes } from '@millwright/platform';
import type { ItemEvent } from './item/item.events.js';
import type { ProductionOrderEvent } from './production-order/production-order.events.js';
import type { WorkCenterEvent } from './work-center/work-center.events.js';

/** What of this service's facts others may know; the only file that knows both sides. */
export const publishedEvents: Publishes<ItemEvent | WorkCenterEvent | ProductionOrderEvent> = {
  ItemReleased: ({ data }) => published(orders.ItemReleased, { ...data, conversions: [...data.conversions] }),
  ItemBlocked: ({ data }) => published(orders.ItemBlocked, data),
  ItemUnblocked: ({ data }) => published(orders.ItemUnblocked, data),
  WorkCenterReleased: ({ data }) => published(orders.WorkCenterReleased, data),
  ProductionOrderCreated: ({ data: { order, externalOrder, item, quantity, dueAt } }) =>
    published(orders.ProductionOrderCreated, { order, externalOrder, item, quantity, dueAt }),
  ProductionOrderReleased: ({ data }) => published(orders.ProductionOrderReleased, data),
  ProductionOrderPaused: ({ data }) => published(orders.ProductionOrderPaused, data),
  ProductionOrderResumed: ({ data }) => published(orders.ProductionOrderResumed, data),
  ProductionOrderCompleted: ({ data }) => published(orders.ProductionOrderCompleted, data),
  ProductionOrderReopened: ({ data }) => published(orders.ProductionOrderReopened, data),
  ProductionOrderClosed: ({ data }) => published(orders.ProductionOrderClosed, data),
  ProductionOrderCancelled: ({ data }) => published(orders.ProductionOrderCancelled, data),
};
