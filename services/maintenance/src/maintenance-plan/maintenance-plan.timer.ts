import { intent, type Due, type Timer } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import { openDueWorkOrder } from './maintenance-plan.decider.js';
import { MaintenancePlanEntity } from './maintenance-plan.entity.js';
import { dueByCalendar } from './maintenance-plan.rules.js';

function dueOf(row: MaintenancePlanEntity, now: string): Due[] {
  if (row.days === null || row.startAt === null) return [];
  const calendar = {
    plan: row.plan,
    days: row.days,
    startAt: row.startAt.toISOString(),
    madeAt: row.madeAt.toISOString(),
    lastNumber: row.lastNumber,
  };
  const due = dueByCalendar(calendar, now);
  return due
    ? [{ id: `${row.plan}:${due.number}`, at: due.dueAt, ...intent(openDueWorkOrder, { plan: row.plan, ...due }) }]
    : [];
}

/** Calendar plans. What is due is named by plan and interval, so asking again, here or on another replica, does it once. */
export const maintenanceFallsDue: Timer<EntityManager> = {
  name: 'maintenance-falls-due',
  everySeconds: 5,
  due: async (now, db) =>
    (await db.find(MaintenancePlanEntity, { where: { status: 'active' }, order: { plan: 'ASC' } })).flatMap((row) =>
      dueOf(row, now),
    ),
};
