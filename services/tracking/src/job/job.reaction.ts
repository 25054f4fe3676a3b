import { orders, type HeardEvent } from '@millwright/contracts';
import { intent, type Reaction } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import { openJob } from './job-life.decider.js';

/** An order was released: each of its operations is a job from now on. */
export const openJobs: Reaction<HeardEvent<typeof orders.ProductionOrderReleased>, EntityManager> = {
  name: 'open-jobs',
  on: {
    [orders.ProductionOrderReleased.type]: ({ data: { order, operations } }) =>
      operations.map(({ operation }) => intent(openJob, { order, operation })),
  },
};
