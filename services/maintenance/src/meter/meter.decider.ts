import {
  add,
  happened,
  streamOf,
  type Look,
  type Occasion,
  type Occurrence,
  type StreamRef,
} from '@millwright/event-sourcing';
import { workOrder } from '../work-order/work-order.decider.js';
import type { MeterCounts, MeterEvent, MeterPageEvent } from './meter.events.js';
import { dueBetween, type MeterInterval } from './meter.rules.js';

export interface MeterState {
  readonly isInstalled: boolean;
  readonly asset: string;
  readonly unit: string;
  readonly counts: MeterCounts;
  readonly plans: readonly MeterInterval[];
  readonly page: number;
}

export const meter = streamOf<MeterState, MeterEvent>('meter', {
  initialState: { isInstalled: false, asset: '', unit: '', counts: 'manual', plans: [], page: 1 },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'MeterInstalled':
        return { ...state, isInstalled: true, asset: data.asset, unit: data.unit, counts: data.counts };
      case 'PlanAttachedToMeter': {
        const { plan, asset, description, every, from } = data;
        return { ...state, plans: [...state.plans, { plan, asset, description, every, from }] };
      }
      case 'PlanDetachedFromMeter':
        return { ...state, plans: state.plans.filter(({ plan }) => plan !== data.plan) };
      case 'MeterPageTurned':
        return { ...state, page: data.page };
    }
  },
});

export interface MeterPage {
  readonly month: string;
  readonly entries: number;
  /** What the device shows. */
  readonly value: string;
  /** All that was ever counted, over every device; what plans go by. */
  readonly total: string;
  readonly runningSince?: string;
}

export const meterPage = streamOf<MeterPage, MeterPageEvent>('meter-page', {
  initialState: { month: '', entries: 0, value: '0', total: '0' },
  evolve: (state, { type, data }) => {
    const next = { ...state, entries: state.entries + 1 };
    switch (type) {
      case 'MeterPageOpened':
        return { month: data.month, entries: 0, value: data.value, total: data.total, runningSince: data.runningSince };
      case 'MeterCounted':
        return { ...next, value: data.value, total: data.total, runningSince: undefined };
      case 'MeterStartedRunning':
        return { ...next, runningSince: data.since };
      case 'MeterRead':
      case 'MeterReplaced':
        return { ...next, value: data.value, total: data.total };
    }
  },
});
export const pageOf = (number: string, page: number) => meterPage(`${number}/${page}`);

/** A meter with the page that it was on, and the one before: what came late for that one is there. */
export const meterStreams = (number: string, page: number) => [
  meter(number),
  ...[page - 1, page].filter((one) => one > 0).map((one) => pageOf(number, one)),
];

export const currentPage = (number: string, look: Look): MeterPage => look(pageOf(number, look(meter(number)).page));

const fullPage = 10_000;

interface Turned {
  readonly stream: StreamRef<MeterPage, MeterPageEvent>;
  readonly events: readonly Occurrence[];
}

/** The page to write on; closing one and opening the next is one command with what is written. */
function pageFor(number: string, at: string, look: Look): Turned {
  const { page } = look(meter(number));
  const stream = pageOf(number, page);
  const { month, entries, value, total, runningSince } = look(stream);
  const now = at.slice(0, 7);
  if (now <= month && entries < fullPage) return { stream, events: [] };
  const next = pageOf(number, page + 1);
  look(next);
  return {
    stream: next,
    events: [
      happened(meter(number), { type: 'MeterPageTurned', data: { meter: number, page: page + 1 } }),
      happened(next, {
        type: 'MeterPageOpened',
        data: { meter: number, page: page + 1, month: now > month ? now : month, value, total, runningSince },
      }),
    ],
  };
}

/** Writes on the meter's page. */
export function written(number: string, event: MeterPageEvent, { at }: Pick<Occasion, 'at'>, look: Look): Occurrence[] {
  const { stream, events } = pageFor(number, at, look);
  return [...events, happened(stream, event)];
}

/**
 * The work orders that become due when the total moves. Which interval is over follows from the two totals alone, the page
 * is version-checked, and the number of a work order from plan and interval: nobody can open one twice.
 */
export function dueWorkOrders(number: string, before: string, after: string, look: Look): Occurrence[] {
  const { plans, unit } = look(meter(number));
  return plans.flatMap((plan) => {
    const due = dueBetween(plan, before, after);
    const order = due && workOrder(`PM-${plan.plan}-${due.number}`);
    if (!due || !order || look(order).status !== 'none') return [];
    const reason = `${plan.description}: every ${plan.every} ${unit} of ${number}, now at ${after}`;
    return [
      happened(order, {
        type: 'WorkOrderOpened',
        data: {
          workOrder: order.id,
          asset: plan.asset,
          kind: 'preventive',
          reason,
          plan: plan.plan,
          number: due.number,
          missed: due.missed,
        },
      }),
    ];
  });
}

export const advanced = (page: MeterPage, count: string): Pick<MeterPage, 'value' | 'total'> => ({
  value: add(page.value, count),
  total: add(page.total, count),
});
