import { decider, happened, quantity, Rejection } from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { inBaseUnit } from '../item/item.rules.js';
import { claimProblem, type Completion } from './completion.rules.js';
import { producedBy, qualityPassedBy, scrappedBy } from './order-progress.rules.js';
import { transitionProblem } from './order-status.rules.js';
import type { CompleteProductionOrder } from './production-order.commands.js';
import { statusOf, type OrderState } from './order-state.rules.js';
import { productionOrder } from './production-order.decider.js';

export const completeProductionOrder = decider<CompleteProductionOrder>({
  name: 'complete-production-order',
  streams: ({ order }) => [productionOrder(order)],
  decide: (command, look) => {
    const { order, overrideReason } = command;
    const state = look(productionOrder(order));
    const problem = transitionProblem(order, statusOf(state), 'complete');
    if (problem) return problem;
    if (!state.released) throw new Error(`Order ${order} is in production without having been released`);
    const { item: number, externalOrder, quantity: ordered, operations } = state.released;
    const counted = { item: number, unit: ordered.unit, conversions: look(item(number)).current?.conversions ?? [] };
    const good = inBaseUnit(counted, command.good);
    if (good instanceof Rejection) return good;
    const scrapped = inBaseUnit(counted, command.scrapped ?? quantity(scrappedBy(state.progress), ordered.unit));
    if (scrapped instanceof Rejection) return scrapped;
    const completion = completionOf(good.value, operations, state);
    const tooMuch = claimProblem(order, completion);
    if (tooMuch && !overrideReason) return tooMuch;
    return {
      events: [
        ...(tooMuch && overrideReason
          ? [
              happened(productionOrder(order), {
                type: 'CompletionOverridden',
                data: { order, ...completion, reason: overrideReason },
              }),
            ]
          : []),
        happened(productionOrder(order), {
          type: 'ProductionOrderCompleted',
          data: { order, externalOrder, item: number, good, scrapped },
        }),
      ],
      answer: { order, status: 'completed', good, scrapped },
    };
  },
});

const completionOf = (
  claimed: string,
  operations: NonNullable<OrderState['released']>['operations'],
  { progress }: OrderState,
): Completion => ({
  claimed,
  lastOperationGood: producedBy(operations, progress),
  qualityPassed: qualityPassedBy(operations, progress),
});
