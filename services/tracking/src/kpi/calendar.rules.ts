import type { orders } from '@millwright/contracts';
import { DateTime } from 'luxon';
import { both, union, without, type Span } from './span.rules.js';

/** One revision of a work center's calendar, as it was released. */
export interface CalendarRevision {
  readonly timeZone: string;
  readonly shifts: readonly orders.Shift[];
  /** Local dates `YYYY-MM-DD` without work. */
  readonly holidays: readonly string[];
  /** Second from which it is valid. */
  readonly validFrom: number;
}

/** One shift on one day. */
export interface ShiftOccurrence extends Span {
  readonly name: string;
  /** Local date on which it begins. */
  readonly date: string;
  readonly breaks: readonly Span[];
}

/** What is planned in some time: shifts are planned operation time, breaks planned down time, the rest planned busy time. */
export interface PlannedTime {
  readonly operation: readonly Span[];
  readonly down: readonly Span[];
  readonly busy: readonly Span[];
}

const daySeconds = 86_400;

/** In force at a time: the last one released before; before the first one, the first: plans are entered after the past that is reported. */
const inForce = (revisions: readonly CalendarRevision[], at: number): CalendarRevision | undefined =>
  revisions.filter(({ validFrom }) => validFrom <= at).at(-1) ?? revisions[0];

/** A time of day on a local date. One that the clock skips is an hour later, one that it shows twice is the first. */
const onTheWall = (day: DateTime, time: string): number => {
  const [hour, minute] = time.split(':').map(Number);
  return day.set({ hour, minute }).toUnixInteger();
};

/** From start to end by the plant's clock; an end at or before the start is on the next day. */
function between(day: DateTime, start: string, end: string): Span {
  return { from: onTheWall(day, start), to: onTheWall(end <= start ? day.plus({ days: 1 }) : day, end) };
}

function occurrence(day: DateTime, date: string, shift: orders.Shift): ShiftOccurrence {
  const worked = between(day, shift.start, shift.end);
  // A break before the hour at which the shift starts is after midnight.
  const breaks = shift.breaks.map(({ start, end }) =>
    between(start < shift.start ? day.plus({ days: 1 }) : day, start, end),
  );
  return { name: shift.name, date, ...worked, breaks: both(breaks, [worked]) };
}

/** The shifts that begin on a local date, by the calendar in force when they begin. */
export function shiftsOn(date: string, revisions: readonly CalendarRevision[]): ShiftOccurrence[] {
  const found = revisions.flatMap((revision) => {
    const day = DateTime.fromISO(date, { zone: revision.timeZone });
    if (revision.holidays.includes(date)) return [];
    return revision.shifts
      .filter(({ weekdays }) => weekdays.includes(day.weekday))
      .map((shift) => ({ revision, shift: occurrence(day, date, shift) }));
  });
  return found
    .filter(({ revision, shift }) => inForce(revisions, shift.from) === revision)
    .map(({ shift }) => shift)
    .sort((a, b) => a.from - b.from);
}

/** All shifts that have a second in the window. */
export function shiftsBetween(window: Span, revisions: readonly CalendarRevision[]): ShiftOccurrence[] {
  const zone = revisions[0]?.timeZone ?? 'UTC';
  const last = DateTime.fromSeconds(window.to + daySeconds, { zone });
  const found: ShiftOccurrence[] = [];
  for (
    let day = DateTime.fromSeconds(window.from - 2 * daySeconds, { zone }).startOf('day');
    day <= last;
    day = day.plus({ days: 1 })
  ) {
    found.push(...shiftsOn(day.toISODate() ?? '', revisions));
  }
  return found.filter(({ from, to }) => from < window.to && to > window.from);
}

/** ISO 22400-2: planned operation time, planned down time and, what is left of it, planned busy time. */
export function plannedIn(scope: readonly Span[], shifts: readonly ShiftOccurrence[]): PlannedTime {
  const operation = both(shifts, scope);
  const down = both(
    shifts.flatMap(({ breaks }) => breaks),
    operation,
  );
  return { operation, down, busy: without(operation, down) };
}

/** The end of what was planned around a second: of its shift, or of its local day outside of shifts. */
export function endOfPlanAround(at: number, revisions: readonly CalendarRevision[], plantZone: string): number {
  const shift = union(shiftsBetween({ from: at, to: at + 1 }, revisions)).find(({ from, to }) => from <= at && at < to);
  if (shift) return shift.to;
  const zone = inForce(revisions, at)?.timeZone ?? plantZone;
  return DateTime.fromSeconds(at, { zone }).startOf('day').plus({ days: 1 }).toUnixInteger();
}
