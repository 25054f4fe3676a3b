import { orders, type HeardEvent } from '@millwright/contracts';
import { heardStream, rejection, unknown, type Look, type Rejection } from '@millwright/event-sourcing';

type OrderEvent =
  | HeardEvent<typeof orders.ProductionOrderReleased>
  | HeardEvent<typeof orders.ProductionOrderPaused>
  | HeardEvent<typeof orders.ProductionOrderResumed>
  | HeardEvent<typeof orders.ProductionOrderCompleted>
  | HeardEvent<typeof orders.ProductionOrderReopened>
  | HeardEvent<typeof orders.ProductionOrderClosed>
  | HeardEvent<typeof orders.ProductionOrderCancelled>;

/** What tracking has heard of an order; `released` is all that it is made by, pinned. */
export interface HeardOrder {
  readonly status: 'unheard' | 'released' | 'paused' | 'completed' | 'closed' | 'cancelled';
  readonly released?: orders.ProductionOrderReleased;
}

export type ReleasedOrder = orders.ProductionOrderReleased;

const unheard: HeardOrder = { status: 'unheard' };

export const productionOrder = heardStream<HeardOrder, OrderEvent>('orders', 'production-order', {
  initialState: unheard,
  evolve: (state, event) => {
    switch (event.type) {
      case orders.ProductionOrderReleased.type:
        return { status: 'released', released: event.data };
      case orders.ProductionOrderPaused.type:
        return { ...state, status: 'paused' };
      case orders.ProductionOrderResumed.type:
      case orders.ProductionOrderReopened.type:
        return { ...state, status: 'released' };
      case orders.ProductionOrderCompleted.type:
        return { ...state, status: 'completed' };
      case orders.ProductionOrderClosed.type:
        return { ...state, status: 'closed' };
      case orders.ProductionOrderCancelled.type:
        return { ...state, status: 'cancelled' };
    }
    return state;
  },
});

/** The released order, or why nothing can be said about it. */
export function releasedOrder(look: Look, order: string): ReleasedOrder | Rejection {
  return look(productionOrder(order)).released ?? unknown('production-order', order);
}

/** Nothing is begun for an order that is paused, completed, closed or cancelled; what is under way may be finished. */
export function notWorkable(look: Look, order: string): Rejection | undefined {
  const { status } = look(productionOrder(order));
  if (status === 'unheard') return unknown('production-order', order);
  if (status === 'released') return undefined;
  return rejection(
    `order-${status}`,
    `Order ${order} is ${status}; nothing can be begun for it${status === 'paused' ? ' until it is resumed' : ''}.`,
    {
      legal: status === 'paused' ? ['resume the order'] : status === 'completed' ? ['reopen the order'] : [],
      facts: { order, orderStatus: status },
    },
  );
}

type ItemEvent = HeardEvent<typeof orders.ItemReleased>;

/** Units of measure of an item, of the latest revision heard. */
export interface HeardItem {
  readonly revision?: string;
  readonly unit?: string;
  readonly conversions: readonly { readonly unit: string; readonly factor: string }[];
}

export const item = heardStream<HeardItem, ItemEvent>('orders', 'item', {
  initialState: { conversions: [] },
  evolve: (state, event) => {
    if (event.type !== orders.ItemReleased.type) return state;
    const { revision, unit, conversions } = event.data;
    return { revision, unit, conversions };
  },
});
