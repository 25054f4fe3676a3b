import { rejection, type Rejection } from '@millwright/event-sourcing';
import type { MachineState } from '../machine/machine.events.js';
import { timeline, type MachineFacts, type StateInterval } from '../machine/timeline.rules.js';
import {
  endOfPlanAround,
  plannedIn,
  shiftsBetween,
  shiftsOn,
  type CalendarRevision,
  type ShiftOccurrence,
} from './calendar.rules.js';
import { conventions, oee, timeElements, type Oee } from './oee.rules.js';
import { both, instantOf, raw, second, type Span } from './span.rules.js';
import type { WorkCenterFacts, WorkFilter } from './work-center-facts.projection.js';

/** When and where a question is asked. */
export interface Here {
  readonly now: number;
  /** Of the plant, for days of work centers without a calendar. */
  readonly timeZone: string;
}

export interface Window {
  readonly from?: string;
  readonly to?: string;
}

const longestDays = 3_660;
const daySeconds = 86_400;

/** The window asked for; what is left out is taken from the first and the last fact. It never reaches into the future. */
export function windowOf({ from, to }: Window, recorded: Span, { now }: Here): Span | Rejection {
  const begins = from === undefined ? recorded.from : second(from);
  const ends = to === undefined ? Math.max(recorded.to, begins) : second(to);
  if (from !== undefined && ends < begins)
    return rejection('invalid-window', `from ${from} lies after to ${to}.`, { kind: 'invalid' });
  if (ends - begins > longestDays * daySeconds) {
    return rejection('window-too-long', `A window has at most ${longestDays} days. Ask for a shorter one.`, {
      kind: 'invalid',
    });
  }
  return { from: Math.min(begins, ends, now), to: Math.min(ends, now) };
}

const machineFacts = (
  { calendar, changes, downtimes, work }: WorkCenterFacts,
  { now, timeZone }: Here,
): MachineFacts => ({
  changes,
  downtimes,
  work,
  now,
  believedUntil: (at) => endOfPlanAround(at, calendar, timeZone),
});

export const statesOf = (facts: WorkCenterFacts, window: Span, here: Here): StateInterval[] =>
  timeline(machineFacts(facts, here), window);

export interface Kpi extends Oee, WorkFilter {
  readonly from: string;
  readonly to: string;
  readonly shift?: string;
  readonly date?: string;
  /** Whether any shift of a calendar lies in the window; without one there is no planned time to compare with. */
  readonly calendar: boolean;
  /** Seconds in these states within and outside of planned time. */
  readonly recorded: { readonly production: number; readonly setup: number; readonly down: number };
  readonly conventions: readonly string[];
}

/** The time that is asked about: the window, or as much of it as the order or item was worked on. */
function scopeOf({ worked, calendar }: WorkCenterFacts, window: Span, { now, timeZone }: Here): readonly Span[] {
  if (!worked) return [window];
  return both(
    worked.map(({ from, to }) => ({ from, to: to ?? Math.min(now, endOfPlanAround(from, calendar, timeZone)) })),
    [window],
  );
}

export function kpiOf(asked: WorkFilter, facts: WorkCenterFacts, window: Span, here: Here): Kpi {
  const shifts = shiftsBetween(window, facts.calendar);
  const scope = scopeOf(facts, window, here);
  const told = statesOf(facts, window, here).flatMap((interval) =>
    both([interval], scope).map((piece) => ({ ...interval, ...piece })),
  );
  const secondsIn = (state: MachineState): number => raw(told.filter((one) => one.state === state));
  return {
    workCenter: asked.workCenter,
    order: asked.order,
    item: asked.item,
    from: instantOf(window.from),
    to: instantOf(window.to),
    calendar: shifts.length > 0,
    recorded: { production: secondsIn('production'), setup: secondsIn('setup'), down: secondsIn('down') },
    ...oee(timeElements(plannedIn(scope, shifts), told), facts.output),
    conventions,
  };
}

export interface ShiftWindow {
  readonly shift: ShiftOccurrence;
  readonly window: Span;
}

/** The shifts of a calendar that begin on a date, as far as they have come. */
export const shiftWindows = (
  date: string,
  calendar: readonly CalendarRevision[],
  { now }: Here,
  name?: string,
): ShiftWindow[] =>
  shiftsOn(date, calendar)
    .filter((shift) => name === undefined || shift.name === name)
    .map((shift) => ({ shift, window: { from: Math.min(shift.from, now), to: Math.min(shift.to, now) } }));

export const kpiOfShift = (
  { shift, window }: ShiftWindow,
  workCenter: string,
  facts: WorkCenterFacts,
  here: Here,
): Kpi => ({
  ...kpiOf({ workCenter }, facts, window, here),
  shift: shift.name,
  date: shift.date,
});

export interface ShownTimeline {
  readonly workCenter: string;
  readonly from: string;
  readonly to: string;
  readonly intervals: readonly {
    readonly from: string;
    readonly to: string;
    readonly state: StateInterval['state'];
    readonly seconds: number;
    readonly reason?: string | null;
  }[];
}

export const shownTimeline = (workCenter: string, facts: WorkCenterFacts, window: Span, here: Here): ShownTimeline => ({
  workCenter,
  from: instantOf(window.from),
  to: instantOf(window.to),
  intervals: statesOf(facts, window, here).map(({ from, to, state, reason }) => ({
    from: instantOf(from),
    to: instantOf(to),
    state,
    seconds: to - from,
    reason,
  })),
});
