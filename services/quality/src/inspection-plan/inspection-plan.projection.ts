import type { Projection, Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { InspectionPlanEvent } from './inspection-plan.events.js';

type Written = Extract<InspectionPlanEvent, { type: 'InspectionPlanDrafted' | 'InspectionPlanDraftChanged' }>;

const write = ({ data, version }: Recorded<Written>, db: EntityManager): Promise<unknown> =>
  db.query(
    `insert into inspection_plan (plan_revision, plan, revision, status, item, stage, characteristics, sampling, needs_approval, version)
     values ($1 || ' ' || $2, $1, $2, 'draft', $3, $4, $5, $6, $7, $8)
     on conflict (plan_revision) do update set item = excluded.item, stage = excluded.stage, characteristics = excluded.characteristics,
       sampling = excluded.sampling, needs_approval = excluded.needs_approval, version = excluded.version`,
    [
      data.plan,
      data.revision,
      data.item ?? null,
      data.stage,
      JSON.stringify(data.characteristics),
      JSON.stringify(data.sampling),
      JSON.stringify(data.needsApproval),
      version,
    ],
  );

export const inspectionPlans: Projection<InspectionPlanEvent, EntityManager> = {
  name: 'inspection-plans',
  version: 1,
  tables: ['inspection_plan'],
  on: {
    InspectionPlanDrafted: write,
    InspectionPlanDraftChanged: write,
    InspectionPlanReleased: ({ data, version, by }, db) =>
      db.query(
        `update inspection_plan set status = 'released', released_at = $3, version = $4 where plan = $1 and revision = $2`,
        [data.plan, data.revision, by.at, version],
      ),
    InspectionPlanWithdrawn: ({ data, version, by }, db) =>
      db.query(
        `update inspection_plan set status = 'withdrawn', withdrawn_at = $3, withdrawn_because = $4, version = $5 where plan = $1 and revision = $2`,
        [data.plan, data.revision, by.at, data.reason, version],
      ),
  },
};
