import type { MeterEntity } from '../meter/meter.entity.js';
import { nextDue } from '../meter/meter.rules.js';
import type { MaintenancePlanEntity } from './maintenance-plan.entity.js';
import { nextDueAt } from './maintenance-plan.rules.js';

function interval(
  { meter, everyValue, fromTotal, days, startAt, lastNumber }: MaintenancePlanEntity,
  meters: readonly MeterEntity[],
) {
  if (days !== null && startAt !== null)
    return { every: { days, startAt }, nextDueAt: nextDueAt({ days, startAt: startAt.toISOString(), lastNumber }) };
  const watched = meters.find((one) => one.meter === meter);
  const every = { meter, value: everyValue };
  if (!watched || everyValue === null || fromTotal === null) return { every };
  return {
    every,
    from: fromTotal,
    total: watched.total,
    nextDueAtTotal: nextDue({ every: everyValue, from: fromTotal }, watched.total),
  };
}

/** A maintenance plan as the API shows it. */
export const planView = (row: MaintenancePlanEntity, meters: readonly MeterEntity[]) => ({
  plan: row.plan,
  asset: row.asset,
  description: row.description,
  status: row.status,
  ...interval(row, meters),
  workOrdersOpened: row.lastNumber,
  lastWorkOrder: row.lastWorkOrder ?? undefined,
  version: row.version,
});
