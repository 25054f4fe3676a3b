import type { Projection, Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { InspectionEvent } from './inspection.events.js';

type Judged = Recorded<Extract<InspectionEvent, { type: 'InspectionPassed' | 'InspectionFailed' }>>;

/** The verdict counts from now on, and an earlier one on the same goods does not. */
const judge = async ({ data, by, version }: Judged, db: EntityManager): Promise<void> => {
  await db.query(
    `update inspection set judged_at = $2, judged_by = $3, counts = true, measurements = $4, version = $5 where inspection = $1`,
    [data.inspection, by.at, by.onBehalfOf ?? by.actor, JSON.stringify(data.measurements), version],
  );
  await db.query(
    `update inspection earlier set counts = false from inspection later where later.inspection = $1 and earlier.inspection = later.repeats`,
    [data.inspection],
  );
};

export const inspections: Projection<InspectionEvent, EntityManager> = {
  name: 'inspections',
  version: 1,
  tables: ['inspection'],
  on: {
    InspectionOpened: ({ data, by, version }, db) =>
      db.query(
        `insert into inspection (inspection, plan, plan_revision, subject_kind, subject_id, item, order_number, operation, quantity, unit, status, attempt, repeats,
           characteristics, measurements, failed, accepted, rejected, counts, opened_at, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11, $12, $13, '[]', '[]', 0, 0, false, $14, $15)`,
        [
          data.inspection,
          data.plan,
          data.planRevision,
          data.subject.kind,
          data.subject.id,
          data.subject.item ?? null,
          data.order ?? null,
          data.operation ?? null,
          data.quantity.value,
          data.quantity.unit,
          data.attempt,
          data.repeats ?? null,
          JSON.stringify(data.characteristics),
          by.at,
          version,
        ],
      ),
    MeasurementsRecorded: ({ data, version }, db) =>
      db.query(`update inspection set measurements = measurements || $2::jsonb, version = $3 where inspection = $1`, [
        data.inspection,
        JSON.stringify(data.measurements),
        version,
      ]),
    InspectionPassed: async (event, db) => {
      await judge(event, db);
      await db.query(`update inspection set accepted = $2, status = 'passed' where inspection = $1`, [
        event.data.inspection,
        event.data.quantity.value,
      ]);
    },
    InspectionFailed: async (event, db) => {
      const { inspection, quantity, failed, nonconformance, hold } = event.data;
      await judge(event, db);
      await db.query(
        `update inspection set rejected = $2, status = 'failed', failed = $3, nonconformance = $4, hold = $5 where inspection = $1`,
        [inspection, quantity.value, JSON.stringify(failed), nonconformance, hold],
      );
    },
    InspectionCancelled: ({ data, version }, db) =>
      db.query(`update inspection set status = 'cancelled', version = $2 where inspection = $1`, [
        data.inspection,
        version,
      ]),
  },
};
