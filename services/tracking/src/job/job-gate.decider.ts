import { rejection, type Look, type Rejection } from '@millwright/event-sourcing';
import { machine } from '../machine/machine.decider.js';
import { notWorkable } from '../order/production-order.decider.js';
import { jobOf, type JobState } from './job.decider.js';
import type { ActivityKind } from './job.events.js';

export function machineIsDown(look: Look, workCenter: string): Rejection | undefined {
  const { downBy } = look(machine(workCenter));
  return (
    downBy &&
    rejection(
      'machine-down',
      `${workCenter} is down since ${downBy.since}: see maintenance work order ${downBy.workOrder}.`,
      {
        legal: ['wait until maintenance releases it'],
        facts: { workCenter, workOrder: downBy.workOrder, asset: downBy.asset, since: downBy.since },
      },
    )
  );
}

/** Predecessors whose pieces a lot has to wait for. Serialized pieces flow one by one instead: each unit has its own route. */
export function waitsFor(look: Look, { order, tracking, after }: JobState): string[] {
  if (tracking === 'serial') return [];
  return after.filter((before) => !['done', 'closed'].includes(look(jobOf(order, before)).status));
}

/** Why nobody may begin to work on this operation now. */
export function notStartable(look: Look, state: JobState, kind: ActivityKind): Rejection | undefined {
  const { order, operation, status } = state;
  const no = notWorkable(look, order);
  if (no) return no;
  if (status === 'closed') return rejection('job-closed', `Operation ${operation} of ${order} was closed.`);
  if (status === 'done' && kind !== 'rework')
    return rejection('job-done', `Operation ${operation} of ${order} is done.`, { legal: ['start with kind rework'] });
  const waiting = waitsFor(look, state);
  if (waiting.length === 0) return undefined;
  return rejection('job-waiting', `Operation ${operation} of ${order} waits for ${waiting.join(', ')}.`, {
    legal: waiting,
    facts: { waitsFor: waiting },
  });
}
