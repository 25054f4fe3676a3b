import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { UnitEvent } from './unit.events.js';

export const units: Projection<UnitEvent, EntityManager> = {
  name: 'units',
  version: 1,
  tables: ['unit'],
  on: {
    UnitCreated: ({ data, by }, db) =>
      db.query(
        `insert into unit (unit, order_no, item, status, since, passed, holds) values ($1, $2, $3, 'in-process', $4, '{}', '{}')`,
        [data.unit, data.order, data.item, by.at],
      ),
    UnitMovedIn: ({ data, by }, db) =>
      db.query('update unit set at_operation = $2, at_work_center = $3, since = $4 where unit = $1', [
        data.unit,
        data.operation,
        data.workCenter,
        by.at,
      ]),
    UnitFinishedOperation: ({ data, by }, db) =>
      db.query(
        'update unit set at_operation = null, at_work_center = null, passed = passed || $2::text, since = $3 where unit = $1',
        [data.unit, data.operation, by.at],
      ),
    UnitCompleted: ({ data }, db) => db.query(`update unit set status = 'completed' where unit = $1`, [data.unit]),
    UnitSentToRework: ({ data, by }, db) =>
      db.query(
        `update unit set status = 'rework', at_operation = null, at_work_center = null, since = $3,
           passed = array(select one from unnest(passed) one where one <> all($2::text[])) where unit = $1`,
        [data.unit, data.again, by.at],
      ),
    UnitScrapped: ({ data, by }, db) =>
      db.query(
        `update unit set status = 'scrapped', at_operation = null, at_work_center = null, since = $2 where unit = $1`,
        [data.unit, by.at],
      ),
    HoldPutOnUnit: ({ data }, db) =>
      db.query('update unit set holds = holds || $2::text where unit = $1', [data.unit, data.hold]),
    HoldTakenOffUnit: ({ data }, db) =>
      db.query('update unit set holds = array_remove(holds, $2) where unit = $1', [data.unit, data.hold]),
  },
};
