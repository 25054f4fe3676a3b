import { orders, type HeardEvent } from '@millwright/contracts';
import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';

/** Every revision of every calendar, in the order in which they were released. */
export const workCenterCalendars: Projection<HeardEvent<typeof orders.WorkCenterReleased>, EntityManager> = {
  name: 'work-center-calendars',
  version: 1,
  tables: ['work_center_calendar'],
  on: {
    [orders.WorkCenterReleased.type]: ({ position, by, data: { workCenter, timeZone, shifts, holidays } }, db) =>
      db.query(
        'insert into work_center_calendar (work_center, position, valid_from, time_zone, shifts, holidays) values ($1, $2, $3, $4, $5, $6)',
        [workCenter, position, by.at, timeZone, JSON.stringify(shifts), JSON.stringify(holidays)],
      ),
  },
};
