import { categoryOf, type Facts, type Finding, idOf } from './facts.js';

/** The status that an event brings, by the status before. `work` stands for released, or in progress once work has begun. */
const becomes: Readonly<Record<string, string>> = {
  ProductionOrderCreated: 'draft',
  ProductionOrderPlanned: 'planned',
  ProductionOrderReleased: 'work',
  ProductionOrderPaused: 'paused',
  ProductionOrderResumed: 'work',
  ProductionOrderCompleted: 'completed',
  ProductionOrderReopened: 'work',
  ProductionOrderClosed: 'closed',
  ProductionOrderCancelled: 'cancelled',
};

const legal: Readonly<Record<string, readonly string[]>> = {
  none: ['draft'],
  draft: ['planned', 'work', 'cancelled'],
  planned: ['planned', 'work', 'cancelled'],
  work: ['paused', 'completed', 'cancelled'],
  paused: ['work', 'cancelled'],
  completed: ['closed', 'work'],
  closed: [],
  cancelled: [],
};

/** Orders go only the ways that are legal, as their own log tells. */
export function legalTransitions(facts: Facts): Finding {
  const status = new Map<string, string>();
  const problems: string[] = [];
  let count = 0;
  for (const { stream, type, position, meta } of facts.services.get('orders')?.events ?? []) {
    const next = becomes[type];
    if (next === undefined || meta.heardFrom !== undefined || categoryOf(stream) !== 'production-order') continue;
    count++;
    const before = status.get(stream) ?? 'none';
    if (!legal[before].includes(next))
      problems.push(`order ${idOf(stream)} went from ${before} to ${next} by ${type} at ${position}`);
    status.set(stream, next);
  }
  return { invariant: 'INV-12', what: `${count} transitions of ${status.size} orders are legal`, problems };
}
