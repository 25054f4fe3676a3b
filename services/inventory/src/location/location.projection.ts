import type { Projection, Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { LocationEvent } from './location.events.js';

const becomes =
  (status: string) =>
  ({ data, version }: Recorded<LocationEvent>, db: EntityManager) =>
    db.query('update location set status = $2, version = $3 where location = $1', [data.location, status, version]);

export const locations: Projection<LocationEvent, EntityManager> = {
  name: 'locations',
  version: 1,
  tables: ['location'],
  on: {
    LocationDefined: ({ data: { location, description, kind }, version }, db) =>
      db.query(`insert into location (location, description, kind, status, version) values ($1, $2, $3, 'open', $4)`, [
        location,
        description,
        kind,
        version,
      ]),
    LocationClosed: becomes('closed'),
    LocationReopened: becomes('open'),
  },
};
