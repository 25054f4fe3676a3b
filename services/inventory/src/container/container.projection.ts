import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { ContainerEvent } from './container.events.js';

export const containers: Projection<ContainerEvent, EntityManager> = {
  name: 'containers',
  version: 1,
  tables: ['container', 'container_lot'],
  on: {
    ContainerCreated: ({ data: { container, description, location }, version }, db) =>
      db.query('insert into container (container, description, location, version) values ($1, $2, $3, $4)', [
        container,
        description,
        location,
        version,
      ]),
    LotPutIn: ({ data: { container, lot } }, db) =>
      db.query('insert into container_lot (container, lot) values ($1, $2)', [container, lot]),
    LotTakenOut: ({ data: { container, lot } }, db) =>
      db.query('delete from container_lot where container = $1 and lot = $2', [container, lot]),
    ContainerNested: ({ data: { container, outer }, version }, db) =>
      db.query('update container set "outer" = $2, version = $3 where container = $1', [container, outer, version]),
    ContainerUnnested: ({ data: { container }, version }, db) =>
      db.query('update container set "outer" = null, version = $2 where container = $1', [container, version]),
    ContainerMoved: ({ data: { container, to }, version }, db) =>
      db.query('update container set location = $2, version = $3 where container = $1', [container, to, version]),
  },
};
