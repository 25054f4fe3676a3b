import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { MaintenanceRequestEvent } from './maintenance-request.events.js';

/** What somebody noticed, and what became of it. */
export const maintenanceRequests: Projection<MaintenanceRequestEvent, EntityManager> = {
  name: 'maintenance-requests',
  version: 1,
  tables: ['maintenance_request'],
  on: {
    MaintenanceRequested: ({ data, by, version }, db) =>
      db.query(
        `insert into maintenance_request (request, asset, status, reason, requested_by, requested_at, version)
         values ($1, $2, 'open', $3, $4, $5, $6)`,
        [data.request, data.asset, data.reason, by.actor, by.at, version],
      ),
    MaintenanceRequestAccepted: ({ data, by, version }, db) =>
      db.query(
        `update maintenance_request set status = 'accepted', work_order = $2, answered_at = $3, version = $4 where request = $1`,
        [data.request, data.workOrder, by.at, version],
      ),
    MaintenanceRequestDeclined: ({ data, by, version }, db) =>
      db.query(
        `update maintenance_request set status = 'declined', declined_because = $2, answered_at = $3, version = $4 where request = $1`,
        [data.request, data.reason, by.at, version],
      ),
  },
};
