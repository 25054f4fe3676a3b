import type { Projection, Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { JobEvent } from './job.events.js';
import { jobId } from './job.rules.js';

type Of<Type extends JobEvent['type']> = Recorded<Extract<JobEvent, { type: Type }>>;

const setStatus =
  (status: string) =>
  ({ data: { order, operation } }: { data: { order: string; operation: string } }, db: EntityManager) =>
    db.query('update job set status = $2 where job = $1', [jobId(order, operation), status]);

const count = (
  db: EntityManager,
  { order, operation }: { order: string; operation: string },
  ...goodScrapRework: [string, string, string]
) =>
  db.query(
    'update job set good = trim_scale(good + $2), scrap = trim_scale(scrap + $3), rework = trim_scale(rework + $4), started = true where job = $1',
    [jobId(order, operation), ...goodScrapRework],
  );

const opened = ({ data }: Of<'JobOpened'>, db: EntityManager) =>
  db.query(
    `insert into job (job, order_no, operation, description, work_center, item, tracking, quantity, unit, after, last, skill, skill_level, inspection_plan,
       setup_seconds, run_seconds_per_unit, status, started, good, scrap, rework, lost)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'open', false, 0, 0, 0, 0)`,
    [
      jobId(data.order, data.operation),
      data.order,
      data.operation,
      data.description,
      data.workCenter,
      data.item,
      data.tracking,
      data.quantity.value,
      data.quantity.unit,
      data.after,
      data.last,
      data.skill ?? null,
      data.skillLevel ?? null,
      data.inspectionPlan ?? null,
      data.setupSeconds,
      data.runSecondsPerUnit,
    ],
  );

export const jobs: Projection<JobEvent, EntityManager> = {
  name: 'jobs',
  version: 1,
  tables: ['job'],
  on: {
    JobOpened: opened,
    OperationStarted: ({ data }, db) =>
      db.query('update job set started = true where job = $1', [jobId(data.order, data.operation)]),
    PiecesReported: ({ data }, db) => count(db, data, data.good.value, data.scrap.value, data.rework.value),
    ReportOfPastRecorded: ({ data }, db) => count(db, data, data.good, data.rejected, data.review),
    PiecesWillNotArrive: ({ data }, db) =>
      db.query('update job set lost = trim_scale(lost + $2) where job = $1', [
        jobId(data.order, data.operation),
        data.quantity.value,
      ]),
    OperationDone: setStatus('done'),
    OperationReopened: setStatus('open'),
    JobClosed: setStatus('closed'),
  },
};
