import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { WorkCenterEvent } from './work-center.events.js';

export const workCenters: Projection<WorkCenterEvent, EntityManager> = {
  name: 'work-centers',
  version: 1,
  tables: ['work_center'],
  on: {
    WorkCenterReleased: ({ data }, db) =>
      db.query(
        `insert into work_center (work_center, revision, description, area, time_zone, simultaneous_jobs, shifts, holidays)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (work_center) do update set revision = excluded.revision, description = excluded.description, area = excluded.area,
           time_zone = excluded.time_zone, simultaneous_jobs = excluded.simultaneous_jobs, shifts = excluded.shifts, holidays = excluded.holidays`,
        [
          data.workCenter,
          data.revision,
          data.description,
          data.area ?? null,
          data.timeZone,
          data.simultaneousJobs,
          JSON.stringify(data.shifts),
          JSON.stringify(data.holidays),
        ],
      ),
  },
};
