import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { AssetJournalEvent } from '../asset/asset.events.js';
import type { WorkOrderEvent } from './work-order.events.js';

/** Work orders, and the stop that each is about, from its begin to the release. */
export const workOrders: Projection<
  WorkOrderEvent | Extract<AssetJournalEvent, { type: 'AssetReleased' }>,
  EntityManager
> = {
  name: 'work-orders',
  version: 1,
  tables: ['work_order'],
  on: {
    WorkOrderOpened: ({ data, by, version }, db) =>
      db.query(
        `insert into work_order (work_order, asset, kind, status, reason, plan, number, missed, due_at, work_centers, down_since, spare_parts, opened_at, version)
         values ($1, $2, $3, 'open', $4, $5, $6, $7, $8, $9, $10, '[]', $11, $12)`,
        [
          data.workOrder,
          data.asset,
          data.kind,
          data.reason,
          data.plan ?? null,
          data.number ?? null,
          data.missed ?? null,
          data.dueAt ?? null,
          data.workCenters ? JSON.stringify(data.workCenters) : null,
          data.downSince ?? null,
          by.at,
          version,
        ],
      ),
    WorkOrderDowntimeBegan: ({ data, version }, db) =>
      db.query(
        'update work_order set work_centers = $2, down_since = $3, released_at = null, version = $4 where work_order = $1',
        [data.workOrder, JSON.stringify(data.workCenters), data.downSince, version],
      ),
    WorkOrderAssigned: ({ data, version }, db) =>
      db.query(
        `update work_order set person = $2, status = case when status = 'open' then 'assigned' else status end, version = $3 where work_order = $1`,
        [data.workOrder, data.person, version],
      ),
    WorkOrderStarted: ({ data, by, version }, db) =>
      db.query(
        `update work_order set status = 'started', started_at = $2, person = coalesce(person, $3), version = $4 where work_order = $1`,
        [data.workOrder, by.at, by.actor.startsWith('person:') ? by.actor : null, version],
      ),
    WorkOrderCompleted: ({ data, by, version }, db) =>
      db.query(
        `update work_order set status = 'completed', failure = $2, cause = $3, remedy = $4, spare_parts = $5, labor_seconds = $6, completed_at = $7, version = $8 where work_order = $1`,
        [
          data.workOrder,
          data.failure ?? null,
          data.cause ?? null,
          data.remedy ?? null,
          JSON.stringify(data.spareParts),
          data.laborSeconds,
          by.at,
          version,
        ],
      ),
    WorkOrderVerified: ({ data, by, version }, db) =>
      db.query(`update work_order set status = 'verified', verified_at = $2, version = $3 where work_order = $1`, [
        data.workOrder,
        by.at,
        version,
      ]),
    WorkOrderCancelled: ({ data, version }, db) =>
      db.query(
        `update work_order set status = 'cancelled', cancelled_because = $2, version = $3 where work_order = $1`,
        [data.workOrder, data.reason, version],
      ),
    AssetReleased: ({ data }, db) =>
      db.query('update work_order set released_at = $2 where work_order = $1', [data.workOrder, data.releasedAt]),
  },
};
