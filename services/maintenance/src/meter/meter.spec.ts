import { given, happened, nothing } from '@millwright/event-sourcing';
import { asset } from '../asset/asset.decider.js';
import { workOrder } from '../work-order/work-order.decider.js';
import { meter, pageOf } from './meter.decider.js';
import type { MeterPageEvent } from './meter.events.js';
import { countCycle, followMachineState, installMeter, readMeter, replaceMeter } from './metering.decider.js';
import { dueBetween, intervalsOver, nextDue, runningTime } from './meter.rules.js';
import { workCenterMeters } from './work-center-meters.decider.js';

const mc = {
  type: 'AssetRegistered',
  data: { asset: 'MC', description: '', level: 'unit', criticality: 'B', workCenter: 'ASSY-1' },
} as const;
const installed = (counts: 'manual' | 'cycles-of-work-center' | 'running-time-of-work-center', unit = 'C62') =>
  ({ type: 'MeterInstalled', data: { meter: 'M', asset: 'MC', unit, counts, value: '0' } }) as const;
const plan = (number: string, every: string, from = '0') =>
  ({
    type: 'PlanAttachedToMeter',
    data: { meter: 'M', plan: number, asset: 'MC', description: 'Grease', every, from },
  }) as const;
const page = (total: string, month = '2026-01', runningSince?: string): MeterPageEvent => ({
  type: 'MeterPageOpened',
  data: { meter: 'M', page: 1, month, value: total, total, runningSince },
});
const linked = { type: 'MeterLinkedToWorkCenter', data: { workCenter: 'ASSY-1', meter: 'M' } } as const;
const cycle = { workCenter: 'ASSY-1', unit: 'GM-0020', operation: '10', attempt: 1 };
const counted = (total: string): MeterPageEvent => ({
  type: 'MeterCounted',
  data: { meter: 'M', count: '1', value: total, total, unit: 'GM-0020', operation: '10', attempt: 1 },
});
const cyclesAt = (total: string, month?: string) =>
  given(workCenterMeters('ASSY-1'), [linked])
    .given(meter('M'), [installed('cycles-of-work-center'), plan('P', '20')])
    .given(pageOf('M', 1), [page(total, month)]);
const opened = (number: number, total: string, missed = 0) =>
  ({
    type: 'WorkOrderOpened',
    data: {
      workOrder: `PM-P-${number}`,
      asset: 'MC',
      kind: 'preventive',
      reason: `Grease: every 20 C62 of M, now at ${total}`,
      plan: 'P',
      number,
      missed,
    },
  }) as const;
const due = (number: number, total: string, missed = 0) =>
  happened(workOrder(`PM-P-${number}`), opened(number, total, missed));

describe('a cycle meter', () => {
  it('is installed on an asset with a work center', () => {
    given(asset('MC'), [mc])
      .when(installMeter, { meter: 'M', asset: 'MC', unit: 'C62', counts: 'cycles-of-work-center' })
      .then([
        happened(meter('M'), installed('cycles-of-work-center')),
        happened(pageOf('M', 1), page('0')),
        happened(asset('MC'), {
          type: 'MeterInstalledOnAsset',
          data: { asset: 'MC', meter: 'M', followsWorkCenter: true },
        }),
        happened(workCenterMeters('ASSY-1'), linked),
      ]);
    nothing().when(installMeter, { meter: 'M', asset: 'MC', unit: 'C62' }).thenRejected('unknown-asset');
    given(meter('M'), [installed('manual')])
      .when(installMeter, { meter: 'M', asset: 'MC', unit: 'C62' })
      .thenRejected('meter-exists');
    given(asset('MC'), [{ ...mc, data: { ...mc.data, workCenter: undefined } }])
      .when(installMeter, { meter: 'M', asset: 'MC', unit: 'C62', counts: 'cycles-of-work-center' })
      .thenRejected('asset-without-work-center');
    given(asset('MC'), [mc])
      .when(installMeter, { meter: 'M', asset: 'MC', unit: 'C62', counts: 'running-time-of-work-center' })
      .thenRejected('unit-mismatch');
  });

  it('counts every unit that leaves an operation, and nothing of other work centers', () => {
    cyclesAt('18')
      .when(countCycle, cycle)
      .then([happened(pageOf('M', 1), counted('19'))]);
    cyclesAt('18')
      .when(countCycle, { ...cycle, workCenter: 'TEST-1' })
      .then([]);
  });

  it('opens exactly one work order when the interval is over', () => {
    cyclesAt('19')
      .when(countCycle, cycle)
      .then([happened(pageOf('M', 1), counted('20')), due(1, '20')]);
    cyclesAt('20')
      .when(countCycle, cycle)
      .then([happened(pageOf('M', 1), counted('21'))]);
    cyclesAt('39')
      .when(countCycle, cycle)
      .then([happened(pageOf('M', 1), counted('40')), due(2, '40')]);
    cyclesAt('19')
      .given(workOrder('PM-P-1'), [opened(1, '20')])
      .when(countCycle, cycle)
      .then([happened(pageOf('M', 1), counted('20'))]);
  });

  it('serves several plans, and none that has ended', () => {
    const { decision } = cyclesAt('19')
      .given(meter('M'), [plan('Q', '5', '10')])
      .when(countCycle, cycle);
    expect(decision.events.map(({ stream }) => stream.id)).toEqual(['M/1', 'PM-P-1', 'PM-Q-2']);
    cyclesAt('19')
      .given(meter('M'), [{ type: 'PlanDetachedFromMeter', data: { meter: 'M', plan: 'P' } }])
      .when(countCycle, cycle)
      .then([happened(pageOf('M', 1), counted('20'))]);
  });

  it('turns the page with the month and carries the total forward', () => {
    cyclesAt('19', '2025-12')
      .when(countCycle, cycle)
      .then([
        happened(meter('M'), { type: 'MeterPageTurned', data: { meter: 'M', page: 2 } }),
        happened(pageOf('M', 2), {
          type: 'MeterPageOpened',
          data: { meter: 'M', page: 2, month: '2026-01', value: '19', total: '19' },
        }),
        happened(pageOf('M', 2), counted('20')),
        due(1, '20'),
      ]);
  });

  it('is not read by hand', () => {
    cyclesAt('19').when(readMeter, { meter: 'M', value: '30' }).thenRejected('meter-counts-itself');
    nothing().when(readMeter, { meter: 'M', value: '30' }).thenRejected('unknown-meter');
  });
});

describe('a manual meter', () => {
  const manual = (total: string) =>
    given(meter('M'), [installed('manual'), plan('P', '20')]).given(pageOf('M', 1), [page(total)]);

  it('never goes back, unless it was replaced', () => {
    manual('10').when(readMeter, { meter: 'M', value: '9.9' }).thenRejected('reading-decreased', { lastValue: '10' });
    manual('10')
      .when(readMeter, { meter: 'M', value: '10.5' })
      .then([happened(pageOf('M', 1), { type: 'MeterRead', data: { meter: 'M', value: '10.5', total: '10.5' } })]);
    manual('10')
      .when(replaceMeter, { meter: 'M', lastValue: '12', reason: 'broken' })
      .then([
        happened(pageOf('M', 1), {
          type: 'MeterReplaced',
          data: { meter: 'M', lastValue: '12', value: '0', total: '12' },
        }),
      ]);
    manual('10').when(replaceMeter, { meter: 'M', lastValue: '9', reason: 'broken' }).thenRejected('reading-decreased');
  });

  it('that jumps over several intervals opens one work order, which says so', () => {
    manual('10')
      .when(readMeter, { meter: 'M', value: '65' })
      .then([
        happened(pageOf('M', 1), { type: 'MeterRead', data: { meter: 'M', value: '65', total: '65' } }),
        due(3, '65', 2),
      ]);
  });
});

describe('a running-time meter', () => {
  const state = { workCenter: 'ASSY-1', from: '2026-01-05T08:00:00.000Z' };
  const hours = (runningSince?: string) =>
    given(workCenterMeters('ASSY-1'), [linked])
      .given(meter('M'), [installed('running-time-of-work-center', 'HUR')])
      .given(pageOf('M', 1), [page('2', '2026-01', runningSince)]);

  it('counts production only', () => {
    hours()
      .when(followMachineState, { ...state, isProducing: true })
      .then([happened(pageOf('M', 1), { type: 'MeterStartedRunning', data: { meter: 'M', since: state.from } })]);
    hours('2026-01-05T06:30:00.000Z')
      .when(followMachineState, { ...state, isProducing: true })
      .then([]);
    hours('2026-01-05T06:30:00.000Z')
      .when(followMachineState, { ...state, isProducing: false })
      .then([
        happened(pageOf('M', 1), {
          type: 'MeterCounted',
          data: { meter: 'M', count: '1.500000', value: '3.5', total: '3.5' },
        }),
      ]);
    hours()
      .when(followMachineState, { ...state, isProducing: false })
      .then([]);
    hours().when(countCycle, cycle).then([]);
  });
});

describe('intervals', () => {
  it.each([
    ['0', 0],
    ['19.999', 0],
    ['20', 1],
    ['39.5', 1],
    ['40', 2],
    ['1000', 50],
  ])('at %s are over %i times', (total, times) => {
    expect(intervalsOver({ every: '20', from: '0' }, total)).toBe(times);
  });

  it('say when they are over next', () => {
    expect(nextDue({ every: '20', from: '5' }, '25')).toBe('45');
    expect(dueBetween({ plan: 'P', asset: '', description: '', every: '0.5', from: '0' }, '0.4', '1.6')).toEqual({
      number: 3,
      missed: 2,
    });
  });

  it('of time are exact in seconds', () => {
    expect(runningTime('2026-01-05T06:00:00.000Z', '2026-01-05T06:25:00.000Z', 'SEC')).toBe('1500');
    expect(runningTime('2026-01-05T06:00:00.000Z', '2026-01-05T05:00:00.000Z', 'SEC')).toBe('0');
  });
});
