import type { Event, Projection, Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { JobEvent } from '../job/job.events.js';
import type { UnitEvent } from '../unit/unit.events.js';

interface Where {
  readonly order: string;
  readonly operation: string;
  readonly workCenter?: string;
}

const note = (
  { position, by, recordedAt, data: { order, operation, workCenter } }: Recorded<Event<string, Where>>,
  codes: readonly string[],
  { person, ...about }: Readonly<Record<string, unknown>>,
  db: EntityManager,
): Promise<unknown> =>
  codes.length === 0
    ? Promise.resolve()
    : db.query(
        `insert into plant_exception (id, code, production_order, operation, work_center, person, at, recorded_at, about)
     select lpad($1, 15, '0') || '-' || code, code, $2, $3, $4, $5, $6, $7, $8 from unnest($9::text[]) as code`,
        [
          String(position),
          order,
          operation,
          workCenter ?? null,
          person ?? null,
          by.at,
          recordedAt,
          JSON.stringify(about),
          codes,
        ],
      );

/** One row for each fact and code. */
export const exceptions: Projection<JobEvent | UnitEvent, EntityManager> = {
  name: 'exceptions',
  version: 1,
  tables: ['plant_exception'],
  on: {
    ReportOfPastRecorded: (event, db) => {
      const { reportId: report, person, kind, startedAt, endedAt, good } = event.data;
      return note(event, event.data.exceptions, { report, person, kind, startedAt, endedAt, good }, db);
    },
    StartOverridden: (event, db) => {
      const { person, missing, overrideReason, activity } = event.data;
      return note(event, ['start-overridden'], { person, missing, overrideReason, activity }, db);
    },
    ComponentRefused: (event, db) => {
      const { unit, item, lot, installedIn } = event.data;
      return note(event, ['component-already-installed'], { person: event.by.actor, unit, item, lot, installedIn }, db);
    },
    BackflushVarianceRecorded: (event, db) => {
      const { product, item, missing } = event.data;
      return note(event, ['backflush-variance'], { person: event.by.actor, product, item, missing }, db);
    },
  },
};
