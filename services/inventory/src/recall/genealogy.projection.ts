import { tracking, type HeardEvent } from '@millwright/contracts';
import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';

export const genealogy: Projection<HeardEvent<typeof tracking.MaterialConsumed>, EntityManager> = {
  name: 'genealogy',
  version: 1,
  tables: ['genealogy'],
  on: {
    [tracking.MaterialConsumed.type]: ({ data: { lot, product } }, db) =>
      db.query(
        'insert into genealogy (component, product, product_kind, product_item) values ($1, $2, $3, $4) on conflict (component, product) do nothing',
        [lot, product.id, product.kind, product.item],
      ),
  },
};
