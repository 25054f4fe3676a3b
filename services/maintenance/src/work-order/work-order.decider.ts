import { rejection, streamOf, unknown, type Look, type Rejection } from '@millwright/event-sourcing';
import type { WorkOrderEvent, WorkOrderKind } from './work-order.events.js';
import { isDone, legalFor, type WorkOrderStatus } from './work-order.rules.js';

export interface WorkOrderState {
  readonly status: WorkOrderStatus;
  readonly asset: string;
  readonly kind: WorkOrderKind;
  readonly startedAt?: string;
}

export const workOrder = streamOf<WorkOrderState, WorkOrderEvent>('work-order', {
  initialState: { status: 'none', asset: '', kind: 'corrective' },
  evolve: (state, { type, data }, by) => {
    switch (type) {
      case 'WorkOrderOpened':
        return { status: 'open', asset: data.asset, kind: data.kind };
      case 'WorkOrderDowntimeBegan':
        return state;
      case 'WorkOrderAssigned':
        return { ...state, status: state.status === 'open' ? 'assigned' : state.status };
      case 'WorkOrderStarted':
        return { ...state, status: 'started', startedAt: by.at };
      case 'WorkOrderCompleted':
        return { ...state, status: 'completed' };
      case 'WorkOrderVerified':
        return { ...state, status: 'verified' };
      case 'WorkOrderCancelled':
        return { ...state, status: 'cancelled' };
    }
  },
});

export const notNow = (number: string, { status }: WorkOrderState, wanted: string): Rejection =>
  rejection('illegal-transition', `Work order ${number} is ${status}; it cannot be ${wanted} now.`, {
    legal: legalFor(status),
    facts: { workOrder: number, state: status },
  });

/** Why a work order cannot take in more of its asset's trouble, if it cannot: it is not of the asset, or done. */
export function openWorkOrderOf(asset: string, number: string, look: Look): Rejection | undefined {
  const order = look(workOrder(number));
  if (order.status === 'none') return unknown('work-order', number);
  if (order.asset !== asset)
    return rejection('work-order-of-other-asset', `Work order ${number} is for ${order.asset}, not for ${asset}.`, {
      facts: { workOrder: number, asset: order.asset },
    });
  if (isDone(order.status))
    return rejection(
      'work-order-done',
      `Work order ${number} is ${order.status}. Leave it out, and a new one is opened.`,
      {
        facts: { workOrder: number, state: order.status },
      },
    );
  return undefined;
}
