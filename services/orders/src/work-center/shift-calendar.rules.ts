import { rejection, type Rejection } from '@millwright/event-sourcing';
import type { Break, Shift, WorkCenterRevision } from './work-center.events.js';

const day = 24 * 60;
const week = 7 * day;

const minutesOf = (time: string): number => {
  const [hours, minutes] = time.split(':').map(Number);
  return hours * 60 + minutes;
};
/** Minutes from one time of day to the next time that it is the other. */
const from = (start: string, end: string): number => (minutesOf(end) - minutesOf(start) + day) % day;
/** A shift that ends when it starts lasts a whole day. */
const lengthOf = ({ start, end }: Shift): number => from(start, end) || day;

/** What is wrong with a calendar, if anything: it must say of every minute whether and in which shift there is work. */
export const calendarProblem = ({
  timeZone,
  shifts,
  holidays,
}: Pick<WorkCenterRevision, 'timeZone' | 'shifts' | 'holidays'>): Rejection | undefined =>
  timeZoneProblem(timeZone) ?? overlapProblem(shifts) ?? breakProblem(shifts) ?? holidayProblem(holidays);

function timeZoneProblem(timeZone: string): Rejection | undefined {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return undefined;
  } catch {
    return invalid('unknown-time-zone', `There is no time zone ${timeZone}. Use an IANA name such as Europe/Berlin.`, {
      timeZone,
    });
  }
}

function overlapProblem(shifts: readonly Shift[]): Rejection | undefined {
  const spans = shifts
    .flatMap((shift) =>
      shift.weekdays.map((weekday) => ({
        name: shift.name,
        start: (weekday - 1) * day + minutesOf(shift.start),
        length: lengthOf(shift),
      })),
    )
    .sort((a, b) => a.start - b.start);
  for (const [at, span] of spans.entries()) {
    const next = spans[at + 1] ?? { ...spans[0], start: spans[0].start + week };
    if (span.start + span.length > next.start) {
      return invalid(
        'overlapping-shifts',
        `Shift ${span.name} has not ended when ${next.name} begins. Change their times or weekdays.`,
        { shifts: [span.name, next.name] },
      );
    }
  }
  return undefined;
}

function breakProblem(shifts: readonly Shift[]): Rejection | undefined {
  const wrong = shifts.find((shift) => !breaksFit(shift));
  return (
    wrong &&
    invalid(
      'break-outside-shift',
      `The breaks of shift ${wrong.name} must lie within ${wrong.start} to ${wrong.end}, one after the other.`,
      { shift: wrong.name },
    )
  );
}

function breaksFit(shift: Shift): boolean {
  const spans = shift.breaks
    .map((one: Break) => ({ start: from(shift.start, one.start), length: from(one.start, one.end) }))
    .sort((a, b) => a.start - b.start);
  let free = 0;
  for (const { start, length } of spans) {
    if (length === 0 || start < free) return false;
    free = start + length;
  }
  return free <= lengthOf(shift);
}

function holidayProblem(holidays: readonly string[]): Rejection | undefined {
  const wrong = holidays.find((date) => !isDate(date));
  return wrong === undefined
    ? undefined
    : invalid('invalid-holiday', `${wrong} is not a date. Write it as YYYY-MM-DD.`, { holiday: wrong });
}

const isDate = (date: string): boolean => {
  const midnight = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(`${date}T`);
};

const invalid = (code: string, detail: string, facts: Record<string, unknown>): Rejection =>
  rejection(code, detail, { kind: 'invalid', facts });
