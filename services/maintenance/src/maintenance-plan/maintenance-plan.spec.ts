import { given, happened, nothing } from '@millwright/event-sourcing';
import { asset } from '../asset/asset.decider.js';
import { meter, pageOf } from '../meter/meter.decider.js';
import { workOrder } from '../work-order/work-order.decider.js';
import {
  endMaintenancePlan,
  maintenancePlan,
  makeMaintenancePlan,
  openDueWorkOrder,
} from './maintenance-plan.decider.js';
import { dueByCalendar, nextDueAt } from './maintenance-plan.rules.js';

const mc = {
  type: 'AssetRegistered',
  data: { asset: 'MC', description: '', level: 'unit', criticality: 'B' },
} as const;
const meterOn = {
  type: 'MeterInstalled',
  data: { meter: 'M', asset: 'MC', unit: 'C62', counts: 'manual', value: '0' },
} as const;
const page = {
  type: 'MeterPageOpened',
  data: { meter: 'M', page: 1, month: '2026-01', value: '5', total: '5' },
} as const;
const plant = () => given(asset('MC'), [mc]).given(meter('M'), [meterOn]).given(pageOf('M', 1), [page]);
const plan = maintenancePlan('P');
const byMeter = { plan: 'P', asset: 'MC', description: 'Grease', every: { meter: 'M', value: '20.0' } };
const made = {
  type: 'MaintenancePlanMade',
  data: { ...byMeter, every: { meter: 'M', value: '20' }, from: '5' },
} as const;
const calendar = {
  type: 'MaintenancePlanMade',
  data: { plan: 'P', asset: 'MC', description: 'Grease', every: { days: 7, startAt: '2026-01-05T06:00:00.000Z' } },
} as const;

describe('a maintenance plan', () => {
  it('by a meter counts from where the meter stands', () => {
    plant()
      .when(makeMaintenancePlan, byMeter)
      .then([
        happened(plan, made),
        happened(meter('M'), {
          type: 'PlanAttachedToMeter',
          data: { meter: 'M', plan: 'P', asset: 'MC', description: 'Grease', every: '20', from: '5' },
        }),
      ]);
  });

  it('by the calendar names days and the first day', () => {
    plant()
      .when(makeMaintenancePlan, { ...byMeter, every: { days: 7, startAt: '2026-01-05T07:00:00+01:00' } })
      .then([happened(plan, calendar)]);
  });

  it('needs an asset, a meter and one clear interval', () => {
    nothing().when(makeMaintenancePlan, byMeter).thenRejected('unknown-asset');
    plant()
      .when(makeMaintenancePlan, { ...byMeter, every: { meter: 'X', value: '1' } })
      .thenRejected('unknown-meter');
    plant().given(plan, [made]).when(makeMaintenancePlan, byMeter).thenRejected('plan-exists');
    for (const every of [
      {},
      { meter: 'M' },
      { days: 1 },
      { meter: 'M', value: '1', days: 1, startAt: '2026-01-05T07:00:00Z' },
      { meter: 'M', value: '0' },
    ]) {
      plant()
        .when(makeMaintenancePlan, { ...byMeter, every })
        .thenRejected('interval-unclear');
    }
  });

  it('ends once', () => {
    const ended = { type: 'MaintenancePlanEnded', data: { plan: 'P', reason: 'sold' } } as const;
    given(plan, [made])
      .when(endMaintenancePlan, { plan: 'P', reason: 'sold' })
      .then([
        happened(plan, ended),
        happened(meter('M'), { type: 'PlanDetachedFromMeter', data: { meter: 'M', plan: 'P' } }),
      ]);
    given(plan, [made, ended])
      .when(endMaintenancePlan, { plan: 'P', reason: 'sold' })
      .thenRejected('illegal-transition');
    nothing().when(endMaintenancePlan, { plan: 'P', reason: 'sold' }).thenRejected('unknown-maintenance-plan');
  });

  it('opens the work order of an interval once, and none after its end', () => {
    const due = { plan: 'P', number: 2, dueAt: '2026-01-12T06:00:00.000Z', missed: 1 };
    const opened = {
      type: 'WorkOrderOpened',
      data: { workOrder: 'PM-P-2', asset: 'MC', kind: 'preventive', reason: 'Grease', ...due },
    } as const;
    given(plan, [calendar])
      .when(openDueWorkOrder, due)
      .then([happened(workOrder('PM-P-2'), opened)]);
    given(plan, [calendar]).given(workOrder('PM-P-2'), [opened]).when(openDueWorkOrder, due).then([]);
    given(plan, [calendar, { type: 'MaintenancePlanEnded', data: { plan: 'P', reason: '' } }])
      .when(openDueWorkOrder, due)
      .then([]);
  });
});

describe('the calendar', () => {
  const weekly = {
    plan: 'P',
    days: 7,
    startAt: '2026-01-05T06:00:00.000Z',
    madeAt: '2026-01-01T00:00:00.000Z',
    lastNumber: 0,
  };

  it('makes nothing due before its time', () => {
    expect(dueByCalendar(weekly, '2026-01-05T05:59:59.000Z')).toBeUndefined();
    expect(dueByCalendar(weekly, '2026-01-05T06:00:00.000Z')).toEqual({
      number: 1,
      dueAt: '2026-01-05T06:00:00.000Z',
      missed: 0,
    });
    expect(dueByCalendar({ ...weekly, lastNumber: 1 }, '2026-01-11T06:00:00.000Z')).toBeUndefined();
    expect(nextDueAt({ ...weekly, lastNumber: 1 })).toBe('2026-01-12T06:00:00.000Z');
  });

  it('makes only the newest due after a pause, and says how many were missed', () => {
    expect(dueByCalendar({ ...weekly, lastNumber: 1 }, '2026-02-03T00:00:00.000Z')).toEqual({
      number: 5,
      dueAt: '2026-02-02T06:00:00.000Z',
      missed: 3,
    });
  });

  it('misses nothing that lay before the plan was made', () => {
    expect(dueByCalendar({ ...weekly, madeAt: '2026-01-30T00:00:00.000Z' }, '2026-02-03T00:00:00.000Z')).toEqual({
      number: 5,
      dueAt: '2026-02-02T06:00:00.000Z',
      missed: 0,
    });
    expect(dueByCalendar({ ...weekly, madeAt: '2026-02-10T00:00:00.000Z' }, '2026-02-10T00:00:00.000Z')).toMatchObject({
      number: 6,
      missed: 0,
    });
  });
});
