import { orders, published } from '@millwright/contracts';
import { given, happened, nothing } from '@millwright/event-sourcing';
import { machine, machineDay, releaseMachine, reportMachineState, stopMachine } from './machine.decider.js';
import type { MachineDayEvent } from './machine.events.js';
import { workCenter } from './work-center.decider.js';

const released = published(orders.WorkCenterReleased, {
  workCenter: 'ASSY-1',
  revision: '1',
  description: 'Assembly',
  timeZone: 'Europe/Berlin',
  simultaneousJobs: 1,
  shifts: [],
  holidays: [],
});
const known = () => given(workCenter('ASSY-1'), [released]);
type Change = Extract<MachineDayEvent, { type: 'MachineStateChanged' }>['data'];
const change = (state: Change['state'], from: string, more: Partial<Change> = {}): MachineDayEvent => ({
  type: 'MachineStateChanged',
  data: { workCenter: 'ASSY-1', state, from, cause: 'reported', ...more },
});
const begin = (day: string, carried?: { state: 'production' | 'idle'; since: string }): MachineDayEvent => ({
  type: 'MachineDayOpened',
  data: { workCenter: 'ASSY-1', day, timeZone: 'Europe/Berlin', carried },
});
const on = (day: string, event: MachineDayEvent) => happened(machineDay(`ASSY-1/${day}`), event);
const byMaintenance = { cause: 'maintenance' } as const;
const stop = {
  workCenter: 'ASSY-1',
  workOrder: 'WO-1',
  asset: 'PRESS',
  reason: 'hydraulics',
  since: '2026-01-05T09:00:00.000Z',
};
const stopped = { type: 'MachineStopped', data: stop } as const;

describe('the state of a machine', () => {
  it('is recorded in the day of the plant in which it occurred', () => {
    known()
      .when(reportMachineState, { workCenter: 'ASSY-1', state: 'production' }, { at: '2026-01-05T23:30:00.000Z' })
      .then([
        on('2026-01-06', begin('2026-01-06')),
        on('2026-01-06', change('production', '2026-01-05T23:30:00.000Z')),
      ]);
  });

  it('is carried into the next day by the first report of that day', () => {
    const since = '2026-01-05T10:00:00.000Z';
    known()
      .given(machineDay('ASSY-1/2026-01-05'), [begin('2026-01-05'), change('production', since)])
      .when(reportMachineState, { workCenter: 'ASSY-1', state: 'idle' }, { at: '2026-01-07T06:00:00.000Z' })
      .then([
        on('2026-01-07', begin('2026-01-07', { state: 'production', since })),
        on('2026-01-07', change('idle', '2026-01-07T06:00:00.000Z')),
      ]);
  });

  it('that is reported late does not become the one that is carried on', () => {
    const [noon, morning] = ['2026-01-05T12:00:00.000Z', '2026-01-05T08:00:00.000Z'];
    known()
      .given(machineDay('ASSY-1/2026-01-05'), [
        begin('2026-01-05'),
        change('idle', noon),
        change('production', morning),
      ])
      .when(reportMachineState, { workCenter: 'ASSY-1', state: 'setup' }, { at: '2026-01-06T06:00:00.000Z' })
      .then([
        on('2026-01-06', begin('2026-01-06', { state: 'idle', since: noon })),
        on('2026-01-06', change('setup', '2026-01-06T06:00:00.000Z')),
      ]);
  });

  it('of an unknown work center is refused', () => {
    nothing().when(reportMachineState, { workCenter: 'ASSY-9', state: 'idle' }).thenRejected('unknown-work-center');
  });
});

describe('a machine that maintenance takes', () => {
  it('is stopped and down since it went down', () => {
    known()
      .when(stopMachine, stop)
      .then([
        happened(machine('ASSY-1'), stopped),
        on('2026-01-05', begin('2026-01-05')),
        on('2026-01-05', change('down', stop.since, { ...byMaintenance, reason: 'hydraulics' })),
      ]);
  });

  it('is stopped once by one work order', () => {
    known().given(machine('ASSY-1'), [stopped]).when(stopMachine, stop).then([]);
  });

  it('is idle after its release', () => {
    const releasedAt = '2026-01-05T09:25:00.000Z';
    known()
      .given(machine('ASSY-1'), [stopped])
      .given(machineDay('ASSY-1/2026-01-05'), [begin('2026-01-05')])
      .when(releaseMachine, { workCenter: 'ASSY-1', workOrder: 'WO-1', releasedAt })
      .then([
        happened(machine('ASSY-1'), {
          type: 'MachineReleased',
          data: { workCenter: 'ASSY-1', workOrder: 'WO-1', asset: 'PRESS', since: stop.since, releasedAt },
        }),
        on('2026-01-05', change('idle', releasedAt, byMaintenance)),
      ]);
  });

  it('stays down while another work order holds it', () => {
    const releasedAt = '2026-01-05T09:25:00.000Z';
    const second = { ...stopped, data: { ...stop, workOrder: 'WO-2', asset: 'VISE' } };
    known()
      .given(machine('ASSY-1'), [stopped, second])
      .when(releaseMachine, { workCenter: 'ASSY-1', workOrder: 'WO-1', releasedAt })
      .then([
        happened(machine('ASSY-1'), {
          type: 'MachineReleased',
          data: { workCenter: 'ASSY-1', workOrder: 'WO-1', asset: 'PRESS', since: stop.since, releasedAt },
        }),
      ]);
  });

  it('is not touched by a release that nothing stopped', () => {
    known()
      .when(releaseMachine, { workCenter: 'ASSY-1', workOrder: 'WO-1', releasedAt: '2026-01-05T09:25:00.000Z' })
      .then([]);
  });
});
