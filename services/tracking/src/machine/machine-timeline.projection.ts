import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { MachineDayEvent, MachineEvent } from './machine.events.js';

/** What machines and maintenance said, with its time of occurrence; the order in which it became known is in `position`. */
export const machineTimeline: Projection<MachineEvent | MachineDayEvent, EntityManager> = {
  name: 'machine-timeline',
  version: 1,
  tables: ['machine_state', 'machine_downtime'],
  on: {
    MachineStateChanged: ({ position, data: { workCenter, state, from, reason, cause } }, db) =>
      db.query(
        'insert into machine_state (position, work_center, at, state, reason, cause) values ($1, $2, $3, $4, $5, $6)',
        [position, workCenter, from, state, reason ?? null, cause],
      ),
    MachineStopped: ({ data: { workCenter, workOrder, asset, reason, since } }, db) =>
      db.query(
        `insert into machine_downtime (work_center, work_order, asset, reason, down_since) values ($1, $2, $3, $4, $5)
         on conflict (work_center, work_order) do update set reason = excluded.reason, down_since = excluded.down_since, released_at = null`,
        [workCenter, workOrder, asset, reason, since],
      ),
    MachineReleased: ({ data: { workCenter, workOrder, releasedAt } }, db) =>
      db.query('update machine_downtime set released_at = $3 where work_center = $1 and work_order = $2', [
        workCenter,
        workOrder,
        releasedAt,
      ]),
  },
};
