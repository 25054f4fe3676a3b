import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { DemandEvent } from '../demand/demand.events.js';
import type { LotEvent } from '../material-lot/material-lot.events.js';

const insert =
  'insert into variance (variance, kind, "order", item, lot, product, quantity, unit, found_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)';
const numbered = (position: number): string => String(position).padStart(15, '0');

export const variances: Projection<DemandEvent | LotEvent, EntityManager> = {
  name: 'variances',
  version: 1,
  tables: ['variance'],
  on: {
    IssuedBeyondRequirement: ({ data: { order, item, quantity }, position, by }, db) =>
      db.query(insert, [
        numbered(position),
        'issued-beyond-requirement',
        order,
        item,
        null,
        null,
        quantity.value,
        quantity.unit,
        by.at,
      ]),
    ConsumptionVarianceFound: ({ data: { order, item, lot, product, quantity }, position, by }, db) =>
      db.query(insert, [
        numbered(position),
        'consumed-more-than-there-was',
        order,
        item,
        lot,
        product.id,
        quantity.value,
        quantity.unit,
        by.at,
      ]),
  },
};
