import type { Projection, Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { JobEvent } from '../job/job.events.js';

type Begun = Recorded<Extract<JobEvent, { type: 'OperationStarted' | 'OperationResumed' }>>;

const begin = ({ data, by }: Begun, db: EntityManager) =>
  db.query(
    `insert into booking (activity, started_at, order_no, operation, work_center, person, kind) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [data.activity, by.at, data.order, data.operation, data.workCenter, data.person, data.kind],
  );

const end = (db: EntityManager, activity: string, startedAt: string | undefined, endedAt: string) =>
  db.query('update booking set ended_at = $3 where activity = $1 and started_at = $2', [
    activity,
    startedAt ?? null,
    endedAt,
  ]);

const setStatus = (db: EntityManager, activity: string, status: string, endedAt?: string) =>
  db.query('update activity set status = $2, ended_at = $3 where activity = $1', [activity, status, endedAt ?? null]);

export const bookings: Projection<JobEvent, EntityManager> = {
  name: 'bookings',
  version: 1,
  tables: ['booking', 'activity'],
  on: {
    OperationStarted: async (event, db) => {
      const { data, by } = event;
      await db.query(
        `insert into activity (activity, order_no, operation, work_center, person, kind, status, started_at) values ($1, $2, $3, $4, $5, $6, 'running', $7)`,
        [data.activity, data.order, data.operation, data.workCenter, data.person, data.kind, by.at],
      );
      await begin(event, db);
    },
    StartOverridden: ({ data }, db) =>
      db.query('update activity set override_reason = $2 where activity = $1', [data.activity, data.overrideReason]),
    OperationPaused: async ({ data, by }, db) => {
      await end(db, data.activity, data.startedAt, by.at);
      await setStatus(db, data.activity, 'paused');
    },
    OperationResumed: async (event, db) => {
      await begin(event, db);
      await setStatus(db, event.data.activity, 'running');
    },
    OperationFinished: async ({ data, by }, db) => {
      await end(db, data.activity, data.startedAt, by.at);
      await setStatus(db, data.activity, 'finished', by.at);
    },
  },
};
