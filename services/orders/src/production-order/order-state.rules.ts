import type { By, Quantity } from '@millwright/event-sourcing';
import {
  acceptedAsIs,
  judged,
  noProgress,
  operationDone,
  operationStarted,
  reported,
  unitScrapped,
  type OrderProgress,
} from './order-progress.rules.js';
import type { OrderStatus } from './order-status.rules.js';
import type { OrderedProduction, ProductionOrderEvent, ReleasedProduction } from './production-order.events.js';

export interface OrderState {
  /** What was decided about the order; whether work has begun is told by its progress. */
  readonly decided?: Exclude<OrderStatus, 'in-progress'>;
  readonly ordered?: OrderedProduction;
  readonly startAt?: string;
  readonly released?: ReleasedProduction;
  readonly completed?: { readonly good: Quantity; readonly scrapped: Quantity };
  /** Reported from elsewhere. Folded whatever was decided: a report may have occurred before what was decided here. */
  readonly progress: OrderProgress;
}

export const notCreated: OrderState = { progress: noProgress };

export function evolveOrder(state: OrderState, { type, data }: ProductionOrderEvent, by: By): OrderState {
  switch (type) {
    case 'ProductionOrderCreated':
      return { ...state, decided: 'draft', ordered: data };
    case 'ProductionOrderPlanned':
      return { ...state, decided: 'planned', startAt: data.startAt };
    case 'ProductionOrderReleased':
      return { ...state, decided: 'released', released: data };
    case 'ProductionOrderPaused':
      return { ...state, decided: 'paused' };
    case 'ProductionOrderResumed':
      return { ...state, decided: 'released' };
    case 'CompletionOverridden':
      return state;
    case 'ProductionOrderCompleted':
      return { ...state, decided: 'completed', completed: { good: data.good, scrapped: data.scrapped } };
    case 'ProductionOrderReopened':
      return { ...state, decided: 'released', completed: undefined };
    case 'ProductionOrderClosed':
      return { ...state, decided: 'closed' };
    case 'ProductionOrderCancelled':
      return { ...state, decided: 'cancelled' };
    case 'OperationStartRecorded':
      return { ...state, progress: operationStarted(state.progress, data.operation) };
    case 'OperationProgressRecorded':
      return { ...state, progress: reported(state.progress, data) };
    case 'OperationDoneRecorded':
      return { ...state, progress: operationDone(state.progress, data.operation) };
    case 'QualityVerdictRecorded':
      return { ...state, progress: judged(state.progress, data, by.at) };
    case 'FailureAcceptedAsIs':
      return { ...state, progress: acceptedAsIs(state.progress, data.subject, data.quantity) };
    case 'UnitScrapRecorded':
      return { ...state, progress: unitScrapped(state.progress, data.unit) };
  }
}

/** Undefined for an order that does not exist. */
export const statusOf = ({ decided, progress }: OrderState): OrderStatus | undefined =>
  decided === 'released' && progress.operations.size > 0 ? 'in-progress' : decided;
