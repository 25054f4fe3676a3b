import type { Projection, Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { RecallEvent } from './recall.events.js';

const lists = (
  { data, version }: Recorded<Extract<RecallEvent, { type: 'RecallOpened' | 'RecallExtended' }>>,
  db: EntityManager,
): Promise<unknown> =>
  db.query(
    `insert into recall (recall, lot, reason, status, in_stock, in_process, shipped, scrapped, customers, version) values ($1, $2, $3, 'open', $4, $5, $6, $7, $8, $9)
     on conflict (recall) do update set in_stock = excluded.in_stock, in_process = excluded.in_process, shipped = excluded.shipped, scrapped = excluded.scrapped,
       customers = excluded.customers, version = excluded.version`,
    [
      data.recall,
      data.lot,
      data.reason,
      JSON.stringify(data.inStock),
      JSON.stringify(data.inProcess),
      JSON.stringify(data.shipped),
      JSON.stringify(data.scrapped),
      JSON.stringify(data.customers),
      version,
    ],
  );

export const recalls: Projection<RecallEvent, EntityManager> = {
  name: 'recalls',
  version: 1,
  tables: ['recall'],
  on: {
    RecallOpened: lists,
    RecallExtended: lists,
    RecallClosed: ({ data, version }, db) =>
      db.query(`update recall set status = 'closed', version = $2 where recall = $1`, [data.recall, version]),
  },
};
