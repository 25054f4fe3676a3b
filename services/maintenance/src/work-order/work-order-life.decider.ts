import { decider, happened, Rejection, rejection, unknown, type Look, drawNumber } from '@millwright/event-sourcing';
import { asset, workCenterOf } from '../asset/asset.decider.js';
import { currentDowntime } from '../asset/downtime.decider.js';
import { inBaseUnit } from './item.decider.js';
import type {
  AssignWorkOrder,
  CancelWorkOrder,
  CompleteWorkOrder,
  NamedWorkOrder,
  OpenWorkOrder,
  SparePartPart,
} from './work-order.commands.js';
import { notNow, workOrder } from './work-order.decider.js';
import type { UsedPart } from './work-order.events.js';
import { legalFor, secondsBetween } from './work-order.rules.js';

export const openWorkOrder = decider<OpenWorkOrder>({
  name: 'open-work-order',
  // Without a number there is no stream of its own yet; the asset stands for it.
  streams: (command) => [command.workOrder === undefined ? asset(command.asset) : workOrder(command.workOrder)],
  decide: ({ workOrder: wanted, asset: of, kind, reason }, look, occasion) => {
    if (!look(asset(of)).isRegistered) return unknown('asset', of);
    if (wanted?.startsWith('PM-'))
      return rejection(
        'number-reserved',
        'Numbers beginning with PM- belong to the due work orders of plans. Choose another one, or leave it out.',
        { kind: 'invalid', facts: { workOrder: wanted } },
      );
    if (wanted !== undefined && look(workOrder(wanted)).status !== 'none')
      return rejection('work-order-exists', `There is a work order ${wanted} already.`, {
        facts: { workOrder: wanted },
      });
    const drawn =
      wanted === undefined
        ? drawNumber('WO', look, occasion, (one) => look(workOrder(one)).status === 'none')
        : undefined;
    const number = drawn?.number ?? (wanted as string);
    return {
      events: [
        ...(drawn ? [drawn.taken] : []),
        happened(workOrder(number), { type: 'WorkOrderOpened', data: { workOrder: number, asset: of, kind, reason } }),
      ],
      answer: { workOrder: number, status: 'open' },
    };
  },
});

export const assignWorkOrder = decider<AssignWorkOrder>({
  name: 'assign-work-order',
  streams: (command) => [workOrder(command.workOrder)],
  decide: ({ workOrder: number, person }, look) => {
    const order = look(workOrder(number));
    if (order.status === 'none') return unknown('work-order', number);
    if (!legalFor(order.status).includes('assign')) return notNow(number, order, 'assigned');
    const status = order.status === 'open' ? 'assigned' : order.status;
    return {
      events: [happened(workOrder(number), { type: 'WorkOrderAssigned', data: { workOrder: number, person } })],
      answer: { workOrder: number, status, person },
    };
  },
});

export const startWorkOrder = decider<NamedWorkOrder>({
  name: 'start-work-order',
  streams: (command) => [workOrder(command.workOrder)],
  decide: ({ workOrder: number }, look) => {
    const order = look(workOrder(number));
    if (order.status === 'none') return unknown('work-order', number);
    if (!legalFor(order.status).includes('start')) return notNow(number, order, 'started');
    return {
      events: [happened(workOrder(number), { type: 'WorkOrderStarted', data: { workOrder: number } })],
      answer: { workOrder: number, status: 'started' },
    };
  },
});

function usedParts(parts: readonly SparePartPart[], look: Look): UsedPart[] | Rejection {
  const used: UsedPart[] = [];
  for (const { item, quantity } of parts) {
    const amount = inBaseUnit(item, quantity, look);
    if (amount instanceof Rejection) return amount;
    used.push({ item, quantity: amount });
  }
  return used;
}

export const completeWorkOrder = decider<CompleteWorkOrder>({
  name: 'complete-work-order',
  streams: (command) => [workOrder(command.workOrder)],
  decide: ({ workOrder: number, failure, cause, remedy, spareParts = [], laborSeconds }, look, { at }) => {
    const order = look(workOrder(number));
    if (order.status === 'none') return unknown('work-order', number);
    if (order.status !== 'started' || order.startedAt === undefined) return notNow(number, order, 'completed');
    const missing =
      order.kind === 'preventive'
        ? []
        : [...(failure === undefined ? ['failure'] : []), ...(remedy === undefined ? ['remedy'] : [])];
    if (missing.length > 0)
      return rejection('codes-missing', `A corrective work order is completed with its ${missing.join(' and ')}.`, {
        kind: 'invalid',
        facts: { missing },
      });
    if (at < order.startedAt)
      return rejection(
        'completed-before-start',
        `Work order ${number} was started at ${order.startedAt} and cannot be completed before that.`,
        { kind: 'invalid', facts: { startedAt: order.startedAt } },
      );
    const used = usedParts(spareParts, look);
    if (used instanceof Rejection) return used;
    const labor = laborSeconds ?? secondsBetween(order.startedAt, at);
    return {
      events: [
        happened(workOrder(number), {
          type: 'WorkOrderCompleted',
          data: {
            workOrder: number,
            asset: order.asset,
            workCenter: workCenterOf(order.asset, look),
            kind: order.kind,
            failure,
            cause,
            remedy,
            spareParts: used,
            laborSeconds: labor,
          },
        }),
      ],
      answer: { workOrder: number, status: 'completed', laborSeconds: labor },
    };
  },
});

export const verifyWorkOrder = decider<NamedWorkOrder>({
  name: 'verify-work-order',
  streams: (command) => [workOrder(command.workOrder)],
  decide: ({ workOrder: number }, look) => {
    const order = look(workOrder(number));
    if (order.status === 'none') return unknown('work-order', number);
    if (order.status !== 'completed') return notNow(number, order, 'verified');
    return {
      events: [happened(workOrder(number), { type: 'WorkOrderVerified', data: { workOrder: number } })],
      answer: { workOrder: number, status: 'verified' },
    };
  },
});

/** Not the one that a downtime waits for: without it the asset could never be released. */
export const cancelWorkOrder = decider<CancelWorkOrder>({
  name: 'cancel-work-order',
  streams: (command) => [workOrder(command.workOrder)],
  decide: ({ workOrder: number, reason }, look) => {
    const order = look(workOrder(number));
    if (order.status === 'none') return unknown('work-order', number);
    if (!legalFor(order.status).includes('cancel')) return notNow(number, order, 'cancelled');
    if (currentDowntime(order.asset, look)?.workOrder === number) {
      return rejection(
        'asset-down',
        `${order.asset} is down for work order ${number}. Complete it and release the asset.`,
        {
          legal: legalFor(order.status).filter((one) => one !== 'cancel'),
          facts: { asset: order.asset, workOrder: number },
        },
      );
    }
    return {
      events: [happened(workOrder(number), { type: 'WorkOrderCancelled', data: { workOrder: number, reason } })],
      answer: { workOrder: number, status: 'cancelled' },
    };
  },
});
