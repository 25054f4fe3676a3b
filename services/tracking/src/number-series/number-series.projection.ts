import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { NumberSeriesEvent } from './number-series.events.js';

export const numberSeriesList: Projection<NumberSeriesEvent, EntityManager> = {
  name: 'number-series',
  version: 1,
  tables: ['number_series'],
  on: {
    NumberSeriesDefined: ({ data: { series, pattern, item } }, db) =>
      db.query('insert into number_series (series, pattern, item) values ($1, $2, $3)', [
        series,
        pattern,
        item ?? null,
      ]),
  },
};
