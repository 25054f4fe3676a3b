import { rejection, unknown, type Rejection } from '@millwright/event-sourcing';

export const orderStatuses = [
  'draft',
  'planned',
  'released',
  'in-progress',
  'paused',
  'completed',
  'closed',
  'cancelled',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];
export type OrderCommand = 'plan' | 'release' | 'pause' | 'resume' | 'complete' | 'reopen' | 'close' | 'cancel';

/** What may be done with an order, by its status. A closed order is settled for ever, a completed one may be reopened. */
const legalCommands: Readonly<Record<OrderStatus, readonly OrderCommand[]>> = {
  draft: ['plan', 'release', 'cancel'],
  planned: ['plan', 'release', 'cancel'],
  released: ['pause', 'complete', 'cancel'],
  'in-progress': ['pause', 'complete', 'cancel'],
  paused: ['resume', 'cancel'],
  completed: ['close', 'reopen'],
  closed: [],
  cancelled: [],
};

export const legalFor = (status: OrderStatus): readonly OrderCommand[] => legalCommands[status];

/** Why the command is not for an order in this status, if it is not. */
export function transitionProblem(
  order: string,
  status: OrderStatus | undefined,
  command: OrderCommand,
): Rejection | undefined {
  if (status === undefined) return unknown('production-order', order);
  const legal = legalFor(status);
  if (legal.includes(command)) return undefined;
  const instead = legal.length > 0 ? `It can only ${legal.join(', ')}.` : 'Nothing can be done with it any more.';
  return rejection('illegal-transition', `Order ${order} is ${status}: ${command} is not possible. ${instead}`, {
    legal,
    facts: { order, orderStatus: status },
  });
}

/** State and substate of a job order in OPC 10031-4 (OPC UA for ISA-95, part 4: job control), 6.2.1 and 6.2.2. */
export interface JobState {
  readonly jobState: 'NotAllowedToStart' | 'AllowedToStart' | 'Running' | 'Interrupted' | 'Ended' | 'Aborted';
  readonly jobSubstate?: 'Waiting' | 'Ready' | 'Suspended' | 'Completed' | 'Closed';
}

const jobStates: Readonly<Record<OrderStatus, JobState>> = {
  draft: { jobState: 'NotAllowedToStart', jobSubstate: 'Waiting' },
  planned: { jobState: 'NotAllowedToStart', jobSubstate: 'Ready' },
  released: { jobState: 'AllowedToStart', jobSubstate: 'Ready' },
  'in-progress': { jobState: 'Running' },
  paused: { jobState: 'Interrupted', jobSubstate: 'Suspended' },
  completed: { jobState: 'Ended', jobSubstate: 'Completed' },
  closed: { jobState: 'Ended', jobSubstate: 'Closed' },
  cancelled: { jobState: 'Aborted' },
};

export const jobStateOf = (status: OrderStatus): JobState => jobStates[status];
