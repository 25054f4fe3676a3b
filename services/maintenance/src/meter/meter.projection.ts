import type { Projection, Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { MeterEvent, MeterPageEvent } from './meter.events.js';

type Advanced = Recorded<Extract<MeterPageEvent, { type: 'MeterCounted' | 'MeterRead' | 'MeterReplaced' }>>;

const advance = ({ data, by }: Advanced, db: EntityManager): Promise<unknown> =>
  db.query('update meter set value = $2, total = $3, counted_at = $4, running_since = null where meter = $1', [
    data.meter,
    data.value,
    data.total,
    by.at,
  ]);

export const meters: Projection<MeterEvent | MeterPageEvent, EntityManager> = {
  name: 'meters',
  version: 1,
  tables: ['meter'],
  on: {
    MeterInstalled: ({ data }, db) =>
      db.query('insert into meter (meter, asset, unit, counts, value, total) values ($1, $2, $3, $4, $5, $5)', [
        data.meter,
        data.asset,
        data.unit,
        data.counts,
        data.value,
      ]),
    MeterCounted: advance,
    MeterRead: advance,
    MeterReplaced: advance,
    MeterStartedRunning: ({ data }, db) =>
      db.query('update meter set running_since = $2 where meter = $1', [data.meter, data.since]),
  },
};
