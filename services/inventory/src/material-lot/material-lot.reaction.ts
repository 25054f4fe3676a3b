import { quality, tracking, type HeardEvent } from '@millwright/contracts';
import { intent, type Reaction } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import { consumeLot } from './consume-lot.decider.js';
import { enforceHold, liftHold, type EnforceHold } from './hold.decider.js';
import { scrapReceivedUnit } from './lot-status.decider.js';

/** Stock goes down by what tracking consumed. */
export const takeConsumptionFromStock: Reaction<HeardEvent<typeof tracking.MaterialConsumed>, EntityManager> = {
  name: 'take-consumption-from-stock',
  // What goes into one product together comes from several lots, each of which has an order of its own.
  lane: ({ data }) => data.lot,
  on: {
    [tracking.MaterialConsumed.type]: ({ data }) => {
      const { product, order, externalOrder, workCenter, item, lot, quantity } = data;
      return [intent(consumeLot, { product, order, externalOrder, workCenter, item, lot, quantity })];
    },
  },
};

/** A unit that is scrapped after its receipt is in stock no longer. */
export const scrapReceivedUnits: Reaction<HeardEvent<typeof tracking.UnitScrapped>, EntityManager> = {
  name: 'scrap-received-units',
  on: {
    [tracking.UnitScrapped.type]: ({ data: { unit, reason } }) => [intent(scrapReceivedUnit, { unit, reason })],
  },
};

/** Streams that one command writes. */
const mostSubjects = 200;

function portions({ hold, subjects }: EnforceHold): EnforceHold[] {
  const count = Math.ceil(subjects.length / mostSubjects);
  return Array.from({ length: count }, (_, n) => ({
    hold,
    subjects: subjects.slice(n * mostSubjects, (n + 1) * mostSubjects),
  }));
}

/** What quality holds, inventory holds; in the order in which the hold was placed and released. */
export const enforceHolds: Reaction<
  HeardEvent<typeof quality.HoldPlaced> | HeardEvent<typeof quality.HoldReleased>,
  EntityManager
> = {
  name: 'enforce-holds',
  on: {
    [quality.HoldPlaced.type]: ({ data }) => portions(data).map((portion) => intent(enforceHold, portion)),
    [quality.HoldReleased.type]: ({ data }) => portions(data).map((portion) => intent(liftHold, portion)),
  },
};
