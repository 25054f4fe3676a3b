import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { AttendanceEvent } from './attendance.events.js';

const end = 'update attendance set until = $3, forgotten = $4 where person = $1 and since = $2';

export const attendances: Projection<AttendanceEvent, EntityManager> = {
  name: 'attendance',
  version: 1,
  tables: ['attendance'],
  on: {
    ClockedIn: ({ data, by }, db) =>
      db.query('insert into attendance (person, since, forgotten) values ($1, $2, false) on conflict do nothing', [
        data.person,
        by.at,
      ]),
    ClockedOut: ({ data, by }, db) => db.query(end, [data.person, data.since, by.at, false]),
    ForgottenClockOutClosed: ({ data }, db) => db.query(end, [data.person, data.since, data.until, true]),
  },
};
