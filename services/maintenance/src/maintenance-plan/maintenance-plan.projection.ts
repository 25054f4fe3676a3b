import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { WorkOrderEvent } from '../work-order/work-order.events.js';
import type { MaintenancePlanEvent } from './maintenance-plan.events.js';

export const maintenancePlans: Projection<
  MaintenancePlanEvent | Extract<WorkOrderEvent, { type: 'WorkOrderOpened' }>,
  EntityManager
> = {
  name: 'maintenance-plans',
  version: 1,
  tables: ['maintenance_plan'],
  on: {
    MaintenancePlanMade: ({ data: { plan, asset, description, every, from }, by, version }, db) => {
      const [meter, value, days, startAt] =
        'meter' in every ? [every.meter, every.value, null, null] : [null, null, every.days, every.startAt];
      return db.query(
        `insert into maintenance_plan (plan, asset, description, status, meter, every_value, from_total, days, start_at, made_at, last_number, version)
         values ($1, $2, $3, 'active', $4, $5, $6, $7, $8, $9, 0, $10)`,
        [plan, asset, description, meter, value, from ?? null, days, startAt, by.at, version],
      );
    },
    MaintenancePlanEnded: ({ data, version }, db) =>
      db.query(`update maintenance_plan set status = 'ended', version = $2 where plan = $1`, [data.plan, version]),
    WorkOrderOpened: async ({ data: { plan, number, workOrder } }, db) => {
      if (plan === undefined || number === undefined) return;
      await db.query(
        'update maintenance_plan set last_number = $2, last_work_order = $3 where plan = $1 and last_number < $2',
        [plan, number, workOrder],
      );
    },
  },
};
