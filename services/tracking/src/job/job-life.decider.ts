import { decider, happened, rejection, Rejection, unknown } from '@millwright/event-sourcing';
import { releasedOrder, type ReleasedOrder } from '../order/production-order.decider.js';
import { isLast } from '../order/route.rules.js';
import type { CloseJob, OpenJob } from './job.commands.js';
import { jobId, jobOf } from './job.decider.js';
import type { JobEvent } from './job.events.js';

type JobOpened = Extract<JobEvent, { type: 'JobOpened' }>;

const openedBy = (released: ReleasedOrder, operation: ReleasedOrder['operations'][number]) => {
  const { order, externalOrder, item, itemRevision, tracking, quantity, operations, components } = released;
  return {
    ...operation,
    order,
    externalOrder,
    item,
    itemRevision,
    tracking,
    quantity,
    last: isLast(operations, operation.operation),
    components: components
      .filter((one) => one.operation === operation.operation)
      .map(({ operation: _here, ...component }) => component),
  };
};

/** A job for an operation of the order, pinned as released. */
export const plannedJob = (released: ReleasedOrder, operation: string): JobOpened | undefined => {
  const pinned = released.operations.find((one) => one.operation === operation);
  return pinned && { type: 'JobOpened', data: openedBy(released, pinned) };
};

/** A job for work that was done for the order, although its routing knows of no such operation. */
export const unplannedJob = (released: ReleasedOrder, operation: string, workCenter: string): JobOpened => ({
  type: 'JobOpened',
  data: {
    ...openedBy(released, {
      operation,
      workCenter,
      description: operation,
      after: [],
      setupSeconds: 0,
      runSecondsPerUnit: 0,
    }),
    last: false,
  },
});

/** By itself when an order is released: each operation becomes a job, pinned as released. */
export const openJob = decider<OpenJob>({
  name: 'open-job',
  streams: ({ order, operation }) => [jobOf(order, operation)],
  decide: ({ order, operation }, look) => {
    const stream = jobOf(order, operation);
    if (look(stream).status !== 'none') return [];
    const released = releasedOrder(look, order);
    if (released instanceof Rejection) return released;
    const opened = plannedJob(released, operation);
    return opened ? [happened(stream, opened)] : unknown('operation', jobId(order, operation));
  },
});

export const closeJob = decider<CloseJob>({
  name: 'close-job',
  streams: ({ order, operation }) => [jobOf(order, operation)],
  decide: ({ order, operation, reason }, look) => {
    const stream = jobOf(order, operation);
    const { status, workCenter, open } = look(stream);
    if (status === 'none') return unknown('job', jobId(order, operation));
    if (status !== 'open') return rejection('illegal-transition', `The job is ${status} already.`, { legal: [] });
    if (open.length > 0) {
      return rejection('activity-open', 'Somebody is still working on it.', {
        legal: ['finish the activities'],
        facts: { activities: open.map(({ activity }) => activity) },
      });
    }
    return {
      events: [happened(stream, { type: 'JobClosed', data: { order, operation, workCenter, reason } })],
      answer: { order, operation, status: 'closed' },
    };
  },
});
