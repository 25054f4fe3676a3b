import type { Projection, Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { ComponentLotEvent } from '../component/component-lot.events.js';
import type { LotInProcessEvent } from './lot-in-process.events.js';

const begin = (
  { data, by }: Recorded<Extract<LotInProcessEvent, { type: 'LotBegun' | 'LotMadeOfLots' }>>,
  passed: readonly string[],
  db: EntityManager,
) =>
  db.query(
    `insert into lot_in_process (lot, order_no, item, status, quantity, unit, since, passed) values ($1, $2, $3, 'in-process', $4, $5, $6, $7)`,
    [data.lot, data.order, data.item, data.quantity.value, data.quantity.unit, by.at, passed],
  );

const emptied =
  (status: string) =>
  ({ data }: { data: { lot: string } }, db: EntityManager) =>
    db.query('update lot_in_process set quantity = 0, status = $2 where lot = $1', [data.lot, status]);

export const lotsInProcess: Projection<LotInProcessEvent | ComponentLotEvent, EntityManager> = {
  name: 'lots-in-process',
  version: 2,
  tables: ['lot_in_process', 'lot_hold'],
  on: {
    LotBegun: (event, db) => begin(event, [], db),
    LotMadeOfLots: (event, db) => begin(event, event.data.passed, db),
    LotMovedIn: ({ data, by }, db) =>
      db.query('update lot_in_process set at_operation = $2, at_work_center = $3, since = $4 where lot = $1', [
        data.lot,
        data.operation,
        data.workCenter,
        by.at,
      ]),
    LotReported: ({ data }, db) =>
      db.query('update lot_in_process set quantity = trim_scale(quantity - $2) where lot = $1', [
        data.lot,
        data.scrap.value,
      ]),
    LotPartScrapped: ({ data }, db) =>
      db.query('update lot_in_process set quantity = trim_scale(quantity - $2) where lot = $1', [
        data.lot,
        data.quantity.value,
      ]),
    LotSentToRework: ({ data, by }, db) =>
      db.query(
        `update lot_in_process set status = 'in-process', at_operation = null, at_work_center = null, since = $3,
           passed = array(select one from unnest(passed) one where one <> all($2::text[])) where lot = $1`,
        [data.lot, data.again, by.at],
      ),
    LotRepacked: emptied('repacked'),
    LotTransformed: emptied('transformed'),
    LotFinishedOperation: ({ data, by }, db) =>
      db.query(
        'update lot_in_process set at_operation = null, at_work_center = null, passed = passed || $2::text, since = $3 where lot = $1',
        [data.lot, data.operation, by.at],
      ),
    LotScrapped: ({ data }, db) =>
      db.query(
        `update lot_in_process set status = 'scrapped', at_operation = null, at_work_center = null where lot = $1`,
        [data.lot],
      ),
    LotSplit: ({ data }, db) =>
      db.query(
        `update lot_in_process set quantity = $2, status = case when $2::numeric = 0 then 'split' else status end where lot = $1`,
        [data.lot, data.remaining.value],
      ),
    LotMerged: emptied('merged'),
    HoldPutOnLot: ({ data }, db) =>
      db.query('insert into lot_hold (lot, hold) values ($1, $2) on conflict do nothing', [data.lot, data.hold]),
    HoldTakenOffLot: ({ data }, db) =>
      db.query('delete from lot_hold where lot = $1 and hold = $2', [data.lot, data.hold]),
    LotCompleted: ({ data }, db) =>
      db.query(`update lot_in_process set status = 'completed' where lot = $1`, [data.lot]),
  },
};
