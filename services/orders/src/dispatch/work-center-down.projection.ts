import { maintenance, type HeardEvent } from '@millwright/contracts';
import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';

type Heard = HeardEvent<typeof maintenance.AssetWentDown> | HeardEvent<typeof maintenance.AssetReleased>;

/** Which work centers stand still because of which asset. */
export const workCentersDown: Projection<Heard, EntityManager> = {
  name: 'work-centers-down',
  version: 1,
  tables: ['work_center_down'],
  on: {
    [maintenance.AssetWentDown.type]: ({ data: { asset, workCenters, workOrder } }, db) =>
      db.query(
        `insert into work_center_down (asset, work_center, work_order) select $1, unnest($2::text[]), $3
         on conflict (asset, work_center) do update set work_order = excluded.work_order`,
        [asset, workCenters, workOrder],
      ),
    [maintenance.AssetReleased.type]: ({ data: { asset } }, db) =>
      db.query('delete from work_center_down where asset = $1', [asset]),
  },
};
