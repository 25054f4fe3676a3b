import { inventory, type HeardEvent } from '@millwright/contracts';
import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';

export const orderShortages: Projection<HeardEvent<typeof inventory.MaterialDemandChanged>, EntityManager> = {
  name: 'order-shortages',
  version: 1,
  tables: ['order_shortage'],
  on: {
    [inventory.MaterialDemandChanged.type]: async ({ data }, db) => {
      await db.query('delete from order_shortage where order_number = $1', [data.order]);
      await db.query(
        `insert into order_shortage (order_number, item, unit, short)
         select $1, item, min(unit), sum(short) from json_to_recordset($2) as line (item text, unit text, short numeric) group by item`,
        [data.order, JSON.stringify(data.lines)],
      );
    },
  },
};
