import { rejection, streamOf, type Rejection } from '@millwright/event-sourcing';
import { evolveDemand, noDemand, type DemandState } from './demand-state.rules.js';
import type { DemandEvent } from './demand.events.js';

/** What one production order needs, has reserved and has at the line. */
export const demand = streamOf<DemandState, DemandEvent>('material-demand', {
  initialState: noDemand,
  evolve: evolveDemand,
});

export const unknownDemand = (order: string): Rejection =>
  rejection(
    'unknown-demand',
    `No material demand of order ${order} is known here (yet). It appears a moment after the order is released, when it has components.`,
    {
      kind: 'unknown',
      facts: { order },
    },
  );

export const demandClosed = (order: string): Rejection =>
  rejection(
    'demand-closed',
    `Order ${order} is closed or cancelled; it takes no more material. What is left at the line can be returned.`,
    { legal: ['return'], facts: { order } },
  );
