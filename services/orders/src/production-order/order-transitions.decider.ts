import { decider, happened, type Decider } from '@millwright/event-sourcing';
import { transitionProblem, type OrderCommand } from './order-status.rules.js';
import type {
  CancelProductionOrder,
  CloseProductionOrder,
  PauseProductionOrder,
  PlanProductionOrder,
  ReopenProductionOrder,
  ResumeProductionOrder,
} from './production-order.commands.js';
import { statusOf } from './order-state.rules.js';
import { productionOrder } from './production-order.decider.js';
import type { ProductionOrderEvent } from './production-order.events.js';

/** A command that only needs the order to be in a status where it is legal. */
const transition = <Command extends { readonly order: string }>(
  name: OrderCommand,
  eventOf: (command: Command, externalOrder: string | undefined) => ProductionOrderEvent,
): Decider<Command> =>
  decider<Command>({
    name: `${name}-production-order`,
    streams: ({ order }) => [productionOrder(order)],
    decide: (command, look, occasion) => {
      const stream = productionOrder(command.order);
      const state = look(stream);
      const problem = transitionProblem(command.order, statusOf(state), name);
      if (problem) return problem;
      const event = eventOf(command, state.ordered?.externalOrder);
      return {
        events: [happened(stream, event)],
        answer: { order: command.order, status: statusOf(stream.kind.evolve(state, event, occasion)) },
      };
    },
  });

export const planProductionOrder = transition<PlanProductionOrder>('plan', ({ order, startAt }) => ({
  type: 'ProductionOrderPlanned',
  data: { order, startAt },
}));
export const pauseProductionOrder = transition<PauseProductionOrder>('pause', ({ order, reason }, externalOrder) => ({
  type: 'ProductionOrderPaused',
  data: { order, externalOrder, reason },
}));
export const resumeProductionOrder = transition<ResumeProductionOrder>('resume', ({ order }, externalOrder) => ({
  type: 'ProductionOrderResumed',
  data: { order, externalOrder },
}));
export const reopenProductionOrder = transition<ReopenProductionOrder>(
  'reopen',
  ({ order, reason }, externalOrder) => ({
    type: 'ProductionOrderReopened',
    data: { order, externalOrder, reason },
  }),
);
export const closeProductionOrder = transition<CloseProductionOrder>('close', ({ order }, externalOrder) => ({
  type: 'ProductionOrderClosed',
  data: { order, externalOrder },
}));
export const cancelProductionOrder = transition<CancelProductionOrder>(
  'cancel',
  ({ order, reason }, externalOrder) => ({
    type: 'ProductionOrderCancelled',
    data: { order, externalOrder, reason },
  }),
);
