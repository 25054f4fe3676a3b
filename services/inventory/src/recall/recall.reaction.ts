import { intent, type Event, type Reaction } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { LotEvent } from '../material-lot/material-lot.events.js';
import { productsOf } from './genealogy.entity.js';
import { extendRecall } from './recall-spread.decider.js';

type Held = Extract<LotEvent, Event<'HoldEnforced', object>>;

/**
 * A recall goes on to what was made of a recalled lot, step by step, also where consumption is heard in another order than
 * it happened: what is heard after this hold finds the hold on its component (see consume-lot), what was heard before is here.
 */
export const spreadRecallsToProducts: Reaction<Held, EntityManager> = {
  name: 'spread-recalls-to-products',
  looksIntoReadModels: true,
  on: {
    HoldEnforced: async ({ data: { lot, hold, recall } }, db) =>
      recall ? (await productsOf(db, lot)).map((subject) => intent(extendRecall, { recall: hold, subject })) : [],
  },
};
