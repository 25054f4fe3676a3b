import { given, happened, nothing } from '@millwright/event-sourcing';
import { person } from '../person/person.decider.js';
import { attendance, clockIn, clockOut, closeForgottenClockOut } from './attendance.decider.js';

const anna = 'person:00000000-0000-7000-8000-0000000000aa';
const monday = attendance(`${anna}/2026-01-05`);
const evening = '2026-01-05T22:00:00.000Z';
const registered = () => given(person(anna), [{ type: 'PersonRegistered', data: { person: anna } }]);
const present = () => registered().given(monday, [{ type: 'ClockedIn', data: { person: anna } }], { at: evening });
const as = (at: string) =>
  [
    { person: anna, day: at.slice(0, 10) },
    { actor: anna, at },
  ] as const;

describe('attendance', () => {
  it('begins once', () => {
    registered()
      .when(clockIn, ...as(evening))
      .then([happened(monday, { type: 'ClockedIn', data: { person: anna } })]);
    present()
      .when(clockIn, ...as('2026-01-06T01:00:00.000Z'))
      .thenRejected('already-clocked-in', { since: evening });
    nothing()
      .when(clockIn, ...as(evening))
      .thenRejected('unknown-person');
  });

  it('ends over midnight in the day in which it began', () => {
    present()
      .when(clockOut, ...as('2026-01-06T06:00:00.000Z'))
      .then([happened(monday, { type: 'ClockedOut', data: { person: anna, since: evening } })]);
    registered()
      .when(clockOut, ...as(evening))
      .thenRejected('not-clocked-in');
  });

  it('is closed by rule after twelve hours, marked, and once', () => {
    const closed = {
      type: 'ForgottenClockOutClosed' as const,
      data: { person: anna, since: evening, until: '2026-01-06T10:00:00.000Z' },
    };
    present()
      .when(closeForgottenClockOut, { person: anna, since: evening })
      .then([happened(monday, closed)]);
    present().given(monday, [closed]).when(closeForgottenClockOut, { person: anna, since: evening }).then([]);
    present()
      .given(monday, [closed])
      .when(clockOut, ...as('2026-01-06T06:00:00.000Z'))
      .answering({ person: anna, since: evening, until: '2026-01-06T06:00:00.000Z' });
    present()
      .when(clockIn, ...as('2026-01-06T10:00:00.000Z'))
      .answering({ person: anna, since: '2026-01-06T10:00:00.000Z' });
  });
});
