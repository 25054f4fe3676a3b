import { orders, type HeardEvent } from '@millwright/contracts';
import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';

export const items: Projection<HeardEvent<typeof orders.ItemReleased>, EntityManager> = {
  name: 'items',
  version: 1,
  tables: ['item'],
  on: {
    [orders.ItemReleased.type]: ({ data: { item, unit, tracking } }, db) =>
      db.query(
        'insert into item (item, unit, tracking) values ($1, $2, $3) on conflict (item) do update set unit = excluded.unit, tracking = excluded.tracking',
        [item, unit, tracking],
      ),
  },
};
