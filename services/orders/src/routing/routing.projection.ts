import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { RoutingEvent } from './routing.events.js';

export const routings: Projection<RoutingEvent, EntityManager> = {
  name: 'routings',
  version: 1,
  tables: ['routing'],
  on: {
    RoutingDrafted: ({ data }, db) =>
      db.query(`insert into routing (item, revision, status, operations) values ($1, $2, 'draft', $3)`, [
        data.item,
        data.revision,
        JSON.stringify(data.operations),
      ]),
    RoutingReleased: ({ data }, db) =>
      db.query(`update routing set status = 'released' where item = $1 and revision = $2`, [data.item, data.revision]),
  },
};
