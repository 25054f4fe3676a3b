import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { ItemEvent } from './item.events.js';

export const items: Projection<ItemEvent, EntityManager> = {
  name: 'items',
  version: 1,
  tables: ['item'],
  on: {
    ItemReleased: ({ data }, db) =>
      db.query(
        `insert into item (item, revision, description, unit, tracking, conversions, revisions)
         values ($1, $2, $3, $4, $5, $6, jsonb_build_array($2::text))
         on conflict (item) do update set revision = excluded.revision, description = excluded.description,
           conversions = excluded.conversions, revisions = item.revisions || excluded.revisions`,
        [data.item, data.revision, data.description, data.unit, data.tracking, JSON.stringify(data.conversions)],
      ),
    ItemBlocked: ({ data }, db) =>
      db.query('update item set blocked = true, blocked_reason = $2 where item = $1', [data.item, data.reason]),
    ItemUnblocked: ({ data }, db) =>
      db.query('update item set blocked = false, blocked_reason = null where item = $1', [data.item]),
  },
};
