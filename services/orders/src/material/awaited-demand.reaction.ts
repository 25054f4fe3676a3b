import { inventory, type HeardEvent } from '@millwright/contracts';
import type { Event } from '@millwright/event-sourcing';
import { fact, type AwaitedAnswer } from '@millwright/platform';
import type { ReleasedProduction } from '../production-order/production-order.events.js';

type Ended = Event<'ProductionOrderClosed' | 'ProductionOrderCancelled', { readonly order: string }>;

/** Inventory reserves for every released order that needs material, and says what is short: until then nobody knows. */
export const awaitedDemand: AwaitedAnswer = {
  question: 'material-demand',
  of: 'inventory',
  missing: 'What is reserved for the order, and what is short',
  asked: fact<Event<'ProductionOrderReleased', ReleasedProduction>>('ProductionOrderReleased', ({ data }) =>
    data.components.length > 0 ? [data.order] : [],
  ),
  answered: {
    ...fact<HeardEvent<typeof inventory.MaterialDemandChanged>>(inventory.MaterialDemandChanged.type, ({ data }) => [
      data.order,
    ]),
    ...fact<Ended>('ProductionOrderClosed', ({ data }) => [data.order]),
    ...fact<Ended>('ProductionOrderCancelled', ({ data }) => [data.order]),
  },
};
