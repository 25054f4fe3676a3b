import { decider, happened, rejection, streamOf, type Look, type Rejection } from '@millwright/event-sourcing';
import { notAPerson } from '../person/person.decider.js';
import type { AttendanceEvent } from './attendance.events.js';
import { dayBefore, dayOf, endedBy, latestEnd, presentAt, type Presence } from './attendance.rules.js';

const ended = (presences: readonly Presence[], since: string, until: string, forgotten: boolean): readonly Presence[] =>
  presences.map((one) => (one.since === since ? { since, until, forgotten } : one));

export const attendance = streamOf<readonly Presence[], AttendanceEvent>('attendance', {
  initialState: [],
  evolve: (presences, event, { at }) => {
    switch (event.type) {
      case 'ClockedIn':
        return [...presences, { since: at, forgotten: false }];
      case 'ClockedOut':
        return ended(presences, event.data.since, at, false);
      case 'ForgottenClockOutClosed':
        return ended(presences, event.data.since, event.data.until, true);
    }
  },
});

const onDay = (person: string, day: string) => attendance(`${person}/${day}`);
/** Nobody is present for more than twelve hours, so a presence began today or yesterday. */
const presencesOf = (look: Look, person: string, at: string): readonly Presence[] => [
  ...look(onDay(person, dayBefore(at))),
  ...look(onDay(person, dayOf(at))),
];

export function notClockedIn(look: Look, person: string, at: string): Rejection | undefined {
  if (presentAt(presencesOf(look, person, at), at)) return undefined;
  return rejection('not-clocked-in', 'The person has not clocked in.', { legal: ['clock in'], facts: { person } });
}

interface Clocking {
  readonly person: string;
  /** UTC date of the command. */
  readonly day: string;
}

export const clockIn = decider<Clocking>({
  name: 'clock-in',
  streams: ({ person, day }) => [onDay(person, day)],
  decide: ({ person, day }, look, { at }) => {
    const no = notAPerson(look, person);
    if (no) return no;
    const present = presentAt(presencesOf(look, person, at), at);
    if (present)
      return rejection('already-clocked-in', `Clocked in since ${present.since}.`, {
        legal: ['clock out'],
        facts: { since: present.since },
      });
    return {
      events: [happened(onDay(person, day), { type: 'ClockedIn', data: { person } })],
      answer: { person, since: at },
    };
  },
});

export const clockOut = decider<Clocking>({
  name: 'clock-out',
  streams: ({ person, day }) => [onDay(person, day)],
  decide: ({ person }, look, { at }) => {
    const no = notAPerson(look, person);
    if (no) return no;
    const present = endedBy(presencesOf(look, person, at), at);
    if (!present)
      return (
        notClockedIn(look, person, at) ??
        rejection('not-clocked-in', 'The person has not clocked in.', { legal: ['clock in'], facts: { person } })
      );
    const { since } = present;
    return {
      events: [happened(onDay(person, dayOf(since)), { type: 'ClockedOut', data: { person, since } })],
      answer: { person, since, until: at },
    };
  },
});

/** By the clock, not by a person. */
export const closeForgottenClockOut = decider<{ readonly person: string; readonly since: string }>({
  name: 'close-forgotten-clock-out',
  streams: ({ person, since }) => [onDay(person, dayOf(since))],
  decide: ({ person, since }, look) => {
    const stream = onDay(person, dayOf(since));
    const open = look(stream).some((one) => one.since === since && one.until === undefined);
    return open
      ? [happened(stream, { type: 'ForgottenClockOutClosed', data: { person, since, until: latestEnd(since) } })]
      : [];
  },
});
