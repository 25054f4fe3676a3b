import { orders, type HeardEvent } from '@millwright/contracts';
import { heardStream, Rejection, rejection, type Look } from '@millwright/event-sourcing';

export interface HeardOperation {
  readonly operation: string;
  readonly workCenter: string;
  readonly inspectionPlan?: string;
  readonly inspectionPlanRevision?: string;
}

export interface HeardOrder {
  readonly order: string;
  readonly externalOrder?: string;
  readonly item: string;
  readonly tracking: orders.TrackingMode;
  readonly unit: string;
  readonly operations: readonly HeardOperation[];
}

/** An order as it was released; what it is inspected by does not change any more. */
export const productionOrder = heardStream<HeardOrder | undefined, HeardEvent<typeof orders.ProductionOrderReleased>>(
  'orders',
  'production-order',
  {
    initialState: undefined,
    evolve: (state, { type, data }) => {
      if (type !== orders.ProductionOrderReleased.type) return state;
      const { order, externalOrder, item, tracking, quantity, operations } = data;
      return { order, externalOrder, item, tracking, unit: quantity.unit, operations };
    },
  },
);

/** The operation of the order, or why it cannot be meant. An order that was not heard of yet is not judged. */
export function unknownOperation(order: HeardOrder | undefined, operation: string): Rejection | undefined {
  if (!order || order.operations.some((one) => one.operation === operation)) return undefined;
  const legal = order.operations.map((one) => one.operation);
  return rejection(
    'unknown-operation',
    `Order ${order.order} has no operation ${operation}. It has ${legal.join(', ')}.`,
    { kind: 'unknown', legal, facts: { order: order.order, operation } },
  );
}

export const orderHeard = (order: string | undefined, look: Look): HeardOrder | undefined =>
  order === undefined ? undefined : look(productionOrder(order));

/** What the ERP posts a finding to. */
export function postedTo(
  order: string | undefined,
  operation: string | undefined,
  look: Look,
): { readonly externalOrder?: string; readonly workCenter?: string } {
  const heard = orderHeard(order, look);
  const { workCenter } = heard?.operations.find((one) => one.operation === operation) ?? {};
  return { externalOrder: heard?.externalOrder, workCenter };
}
