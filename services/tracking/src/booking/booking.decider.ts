import {
  decider,
  happened,
  rejection,
  Rejection,
  unknown,
  type Look,
  type Occasion,
  type Occurrence,
} from '@millwright/event-sourcing';
import { notClockedIn } from '../attendance/attendance.decider.js';
import type { ActivityKind } from '../job/job.events.js';
import { job, jobId, jobOf, type JobState, type OpenActivity } from '../job/job.decider.js';
import { machineIsDown, notStartable } from '../job/job-gate.decider.js';
import { notAPerson, person } from '../person/person.decider.js';
import { lacksSkill } from '../person/skill.rules.js';
import type { OnActivity, StartOperation } from './booking.commands.js';
import { comeToWorkCenter } from './work-center-month.decider.js';

const known = (look: Look, order: string, operation: string): JobState | Rejection => {
  const state = look(jobOf(order, operation));
  return state.status === 'none' ? unknown('job', jobId(order, operation)) : state;
};

const ofJob = (
  { order, externalOrder, operation, workCenter }: JobState,
  { activity, kind, person: who }: Pick<OpenActivity, 'activity' | 'kind' | 'person'>,
) => ({ order, externalOrder, operation, workCenter, activity, kind, person: who });

function skillGap({ skill, skillLevel }: JobState, look: Look, { actor, at }: Occasion): Rejection | undefined {
  return skill === undefined ? undefined : lacksSkill(look(person(actor)).skills[skill], skill, skillLevel ?? 1, at);
}

const notPossibleNow = (look: Look, state: JobState, kind: ActivityKind): Rejection | undefined =>
  notStartable(look, state, kind) ?? machineIsDown(look, state.workCenter);

/** A supervisor's word in place of the skill. */
const overridden = (
  gap: Rejection | undefined,
  overrideReason: string | undefined,
): { missing: string; overrideReason: string } | undefined =>
  gap && overrideReason !== undefined ? { missing: gap.code, overrideReason } : undefined;

function alreadyOpen({ open }: JobState, kind: string, actor: string): Rejection | undefined {
  const same = open.find((one) => one.person === actor && one.kind === kind);
  return (
    same &&
    rejection('activity-already-open', `The person has this activity open already: ${same.activity}.`, {
      legal: same.runningSince ? ['pause', 'finish'] : ['resume', 'finish'],
      facts: { activity: same.activity },
    })
  );
}

/**
 * A person begins to work on an operation. The same person cannot begin the same kind of work there twice; many people
 * can work on one operation, and one person on many: see the split rule in `booking.rules`.
 */
export const startOperation = decider<StartOperation>({
  name: 'start-operation',
  streams: ({ order, operation }) => [jobOf(order, operation)],
  decide: ({ order, operation, kind = 'run', overrideReason }, look, occasion) => {
    const state = known(look, order, operation);
    if (state instanceof Rejection) return state;
    const { actor, at, id: activity } = occasion;
    const gap = skillGap(state, look, occasion);
    const unskilled = overrideReason === undefined ? gap : undefined;
    const no =
      notAPerson(look, actor) ??
      unskilled ??
      alreadyOpen(state, kind, actor) ??
      notPossibleNow(look, state, kind) ??
      notClockedIn(look, actor, at);
    if (no) return no;
    const came = comeToWorkCenter(look, state.workCenter, jobId(order, operation), at);
    if (came instanceof Rejection) return came;
    const data = ofJob(state, { activity, kind, person: actor });
    const stream = jobOf(order, operation);
    const started = happened(stream, { type: 'OperationStarted', data });
    const override = overridden(gap, overrideReason);
    const allowed = override ? [happened(stream, { type: 'StartOverridden', data: { ...data, ...override } })] : [];
    return { events: [started, ...allowed, ...came], answer: { activity } };
  },
});

interface Acting {
  readonly state: JobState;
  readonly activity: OpenActivity;
}

/** One activity is one person's; nobody else's is touched. */
function acting(
  look: Look,
  { order, operation, activity: id }: OnActivity,
  { actor, at }: Occasion,
): Acting | Rejection {
  const state = known(look, order, operation);
  if (state instanceof Rejection) return state;
  const activity = state.open.find((one) => one.activity === id);
  if (!activity)
    return rejection('activity-not-open', `The activity ${id} is not open at operation ${operation} of ${order}.`, {
      facts: { activity: id, open: state.open.map((one) => one.activity) },
    });
  if (actor.startsWith('person:') && actor !== activity.person) {
    return rejection('not-your-activity', 'Only the person who works can pause, resume or finish this activity.', {
      kind: 'forbidden',
      facts: { activity: id, person: activity.person },
    });
  }
  if (activity.runningSince !== undefined && at < activity.runningSince) {
    return rejection('ends-before-start', `The activity has been running since ${activity.runningSince}.`, {
      kind: 'invalid',
      facts: { startedAt: activity.runningSince },
    });
  }
  return { state, activity };
}

const done = (events: readonly Occurrence[], { activity }: OpenActivity, status: string) => ({
  events,
  answer: { activity, status },
});
const streams = ({ order, operation }: OnActivity) => [jobOf(order, operation)];

export const pauseActivity = decider<OnActivity>({
  name: 'pause-activity',
  streams,
  decide: (command, look, occasion) => {
    const found = acting(look, command, occasion);
    if (found instanceof Rejection) return found;
    const { state, activity } = found;
    const { runningSince: startedAt } = activity;
    if (startedAt === undefined)
      return rejection('illegal-transition', 'The activity is paused already.', { legal: ['resume', 'finish'] });
    const stream = jobOf(command.order, command.operation);
    return done(
      [happened(stream, { type: 'OperationPaused', data: { ...ofJob(state, activity), startedAt } })],
      activity,
      'paused',
    );
  },
});

export const resumeActivity = decider<OnActivity>({
  name: 'resume-activity',
  streams,
  decide: (command, look, occasion) => {
    const found = acting(look, command, occasion);
    if (found instanceof Rejection) return found;
    const { state, activity } = found;
    if (activity.runningSince !== undefined)
      return rejection('illegal-transition', 'The activity is running.', { legal: ['pause', 'finish'] });
    const id = jobId(command.order, command.operation);
    const no = notPossibleNow(look, state, activity.kind) ?? notClockedIn(look, activity.person, occasion.at);
    if (no) return no;
    const came = comeToWorkCenter(look, state.workCenter, id, occasion.at);
    if (came instanceof Rejection) return came;
    return done(
      [happened(job(id), { type: 'OperationResumed', data: ofJob(state, activity) }), ...came],
      activity,
      'running',
    );
  },
});

export const finishActivity = decider<OnActivity>({
  name: 'finish-activity',
  streams,
  decide: (command, look, occasion) => {
    const found = acting(look, command, occasion);
    if (found instanceof Rejection) return found;
    const { state, activity } = found;
    const stream = jobOf(command.order, command.operation);
    const data = { ...ofJob(state, activity), startedAt: activity.runningSince };
    return done([happened(stream, { type: 'OperationFinished', data })], activity, 'finished');
  },
});
