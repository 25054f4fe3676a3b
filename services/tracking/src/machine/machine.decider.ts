import { decider, happened, streamOf, unknown, type Look, type Occurrence } from '@millwright/event-sourcing';
import { dayBefore, localDay } from './local-day.rules.js';
import type { ReleaseMachine, ReportMachineState, StopMachine } from './machine.commands.js';
import type { MachineDayEvent, MachineEvent, MachineState } from './machine.events.js';
import { workCenter } from './work-center.decider.js';

export interface MachineStop {
  readonly workOrder: string;
  readonly asset: string;
  readonly since: string;
}

export interface MachineGate {
  /** Everything that keeps it down; maintenance may hold it for several assets at once. */
  readonly stops: readonly MachineStop[];
  /** The first of them: the one to name where a start is refused. */
  readonly downBy?: MachineStop;
}

const heldBy = (stops: readonly MachineStop[]): MachineGate => ({ stops, downBy: stops[0] });
const otherThan = (stops: readonly MachineStop[], workOrder: string): readonly MachineStop[] =>
  stops.filter((stop) => stop.workOrder !== workOrder);

/** The gate of a work center: `machine(workCenter)`. */
export const machine = streamOf<MachineGate, MachineEvent>('machine', {
  initialState: heldBy([]),
  evolve: ({ stops }, event) => {
    const { workOrder, asset, since } = event.data;
    switch (event.type) {
      case 'MachineStopped':
        return heldBy([...otherThan(stops, workOrder), { workOrder, asset, since }]);
      case 'MachineReleased':
        return heldBy(otherThan(stops, workOrder));
    }
  },
});

interface Lasting {
  readonly state: MachineState;
  readonly since: string;
  readonly reason?: string;
}

export interface MachineDayState {
  readonly opened: boolean;
  /** The latest state of the day by time of occurrence, whatever the order of the reports. */
  readonly last?: Lasting;
}

export const machineDay = streamOf<MachineDayState, MachineDayEvent>('machine-day', {
  initialState: { opened: false },
  evolve: (day, event) => {
    switch (event.type) {
      case 'MachineDayOpened':
        return { opened: true, last: event.data.carried };
      case 'MachineStateChanged': {
        const { state, from, reason } = event.data;
        return day.last && day.last.since > from ? day : { ...day, last: { state, since: from, reason } };
      }
    }
  },
});

export const machineDayId = (workCenterId: string, day: string): string => `${workCenterId}/${day}`;

/** How far back a day looks for the state that it carries forward. */
const daysLookedBack = 7;

function carriedInto(workCenterId: string, day: string, look: Look): Lasting | undefined {
  for (let days = 1; days <= daysLookedBack; days++) {
    const before = look(machineDay(machineDayId(workCenterId, dayBefore(day, days))));
    if (before.opened) return before.last;
  }
  return undefined;
}

type StateChanged = Omit<Extract<MachineDayEvent, { type: 'MachineStateChanged' }>['data'], 'workCenter'>;

/** The change of state, in its local day; the first one of a day opens the day. */
function changed(workCenterId: string, change: StateChanged, look: Look): readonly Occurrence[] {
  const { timeZone } = look(workCenter(workCenterId));
  const day = localDay(change.from, timeZone);
  const stream = machineDay(machineDayId(workCenterId, day));
  const event = happened(stream, { type: 'MachineStateChanged', data: { workCenter: workCenterId, ...change } });
  if (look(stream).opened) return [event];
  const carried = carriedInto(workCenterId, day, look);
  return [
    happened(stream, { type: 'MachineDayOpened', data: { workCenter: workCenterId, day, timeZone, carried } }),
    event,
  ];
}

/**
 * A machine or a person says in which state a work center is from now on. It is recorded also while maintenance holds
 * the work center: the timeline shows `down` for that time all the same.
 */
export const reportMachineState = decider<ReportMachineState>({
  name: 'report-machine-state',
  streams: ({ workCenter: id }) => [machine(id)],
  decide: ({ workCenter: id, state, reason }, look, { at }) => {
    if (!look(workCenter(id)).known) return unknown('work-center', id);
    const events = changed(id, { state, from: at, reason, cause: 'reported' }, look);
    return { events, answer: { workCenter: id, state, from: at } };
  },
});

/** Maintenance took an asset of the work center. */
export const stopMachine = decider<StopMachine>({
  name: 'stop-machine',
  streams: ({ workCenter: id }) => [machine(id)],
  decide: ({ workCenter: id, workOrder, asset, reason, since }, look) => {
    const gate = machine(id);
    if (look(gate).stops.some((stop) => stop.workOrder === workOrder)) return [];
    return [
      happened(gate, { type: 'MachineStopped', data: { workCenter: id, workOrder, asset, reason, since } }),
      ...changed(id, { state: 'down', from: since, reason, cause: 'maintenance' }, look),
    ];
  },
});

/** Maintenance gave it back. The machine is idle until somebody says otherwise, unless another work order still holds it. */
export const releaseMachine = decider<ReleaseMachine>({
  name: 'release-machine',
  streams: ({ workCenter: id }) => [machine(id)],
  decide: ({ workCenter: id, workOrder, releasedAt }, look) => {
    const gate = machine(id);
    const { stops } = look(gate);
    const stop = stops.find((one) => one.workOrder === workOrder);
    if (!stop) return [];
    const released = happened(gate, { type: 'MachineReleased', data: { workCenter: id, ...stop, releasedAt } });
    if (stops.length > 1) return [released];
    return [released, ...changed(id, { state: 'idle', from: releasedAt, cause: 'maintenance' }, look)];
  },
});
