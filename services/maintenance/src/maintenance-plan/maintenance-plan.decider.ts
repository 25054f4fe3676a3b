import {
  decider,
  decimal,
  happened,
  Rejection,
  rejection,
  streamOf,
  unknown,
  type Look,
  type Occurrence,
} from '@millwright/event-sourcing';
import { asset } from '../asset/asset.decider.js';
import { currentPage, meter } from '../meter/meter.decider.js';
import { workOrder } from '../work-order/work-order.decider.js';
import type { EndMaintenancePlan, MakeMaintenancePlan, OpenDueWorkOrder } from './maintenance-plan.commands.js';
import type { EveryDays, EveryMeter, MaintenancePlanEvent } from './maintenance-plan.events.js';
import { intervalOf } from './maintenance-plan.rules.js';

export interface MaintenancePlanState {
  readonly status: 'none' | 'active' | 'ended';
  readonly asset: string;
  readonly description: string;
  readonly every?: EveryMeter | EveryDays;
}

export const maintenancePlan = streamOf<MaintenancePlanState, MaintenancePlanEvent>('maintenance-plan', {
  initialState: { status: 'none', asset: '', description: '' },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'MaintenancePlanMade':
        return { status: 'active', asset: data.asset, description: data.description, every: data.every };
      case 'MaintenancePlanEnded':
        return { ...state, status: 'ended' };
    }
  },
});

interface Attached {
  readonly from?: string;
  readonly every: EveryMeter | EveryDays;
  readonly events: readonly Occurrence[];
}

/** A meter plan counts from where the meter stands when the plan is made. */
function attached(
  { plan, asset: of, description }: MakeMaintenancePlan,
  every: EveryMeter | EveryDays,
  look: Look,
): Attached | Rejection {
  if ('days' in every) return { every, events: [] };
  if (!look(meter(every.meter)).isInstalled) return unknown('meter', every.meter);
  const from = currentPage(every.meter, look).total;
  const value = decimal(every.value);
  return {
    from,
    every: { meter: every.meter, value },
    events: [
      happened(meter(every.meter), {
        type: 'PlanAttachedToMeter',
        data: { meter: every.meter, plan, asset: of, description, every: value, from },
      }),
    ],
  };
}

export const makeMaintenancePlan = decider<MakeMaintenancePlan>({
  name: 'make-maintenance-plan',
  streams: (command) => [maintenancePlan(command.plan), asset(command.asset)],
  decide: (command, look) => {
    const { plan, asset: of, description } = command;
    if (look(maintenancePlan(plan)).status !== 'none')
      return rejection('plan-exists', `There is a maintenance plan ${plan} already.`, { facts: { plan } });
    if (!look(asset(of)).isRegistered) return unknown('asset', of);
    const interval = intervalOf(command.every);
    if (interval instanceof Rejection) return interval;
    const watch = attached(command, interval, look);
    if (watch instanceof Rejection) return watch;
    const { every, from, events } = watch;
    return {
      events: [
        happened(maintenancePlan(plan), {
          type: 'MaintenancePlanMade',
          data: { plan, asset: of, description, every, from },
        }),
        ...events,
      ],
      answer: { plan, status: 'active' },
    };
  },
});

export const endMaintenancePlan = decider<EndMaintenancePlan>({
  name: 'end-maintenance-plan',
  streams: (command) => [maintenancePlan(command.plan)],
  decide: ({ plan, reason }, look) => {
    const { status, every } = look(maintenancePlan(plan));
    if (status === 'none') return unknown('maintenance-plan', plan);
    if (status === 'ended')
      return rejection('illegal-transition', `Maintenance plan ${plan} has ended already.`, {
        legal: [],
        facts: { plan, state: status },
      });
    const watched = every && 'meter' in every ? meter(every.meter) : undefined;
    if (watched) look(watched);
    return {
      events: [
        happened(maintenancePlan(plan), { type: 'MaintenancePlanEnded', data: { plan, reason } }),
        ...(watched ? [happened(watched, { type: 'PlanDetachedFromMeter', data: { meter: watched.id, plan } })] : []),
      ],
      answer: { plan, status: 'ended' },
    };
  },
});

/** The number follows from plan and interval: whoever evaluates it a second time finds the work order there. */
export const openDueWorkOrder = decider<OpenDueWorkOrder>({
  name: 'open-due-work-order',
  streams: ({ plan, number }) => [workOrder(`PM-${plan}-${number}`)],
  decide: ({ plan, number, dueAt, missed }, look) => {
    const { status, asset: of, description } = look(maintenancePlan(plan));
    const order = workOrder(`PM-${plan}-${number}`);
    if (status !== 'active' || look(order).status !== 'none') return [];
    return [
      happened(order, {
        type: 'WorkOrderOpened',
        data: { workOrder: order.id, asset: of, kind: 'preventive', reason: description, plan, number, missed, dueAt },
      }),
    ];
  },
});
