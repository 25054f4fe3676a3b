import { orders, published } from '@millwright/contracts';
import { given, happened } from '@millwright/event-sourcing';
import { attendance } from '../attendance/attendance.decider.js';
import { jobOf } from '../job/job.decider.js';
import type { JobEvent } from '../job/job.events.js';
import { machine } from '../machine/machine.decider.js';
import { workCenter } from '../machine/work-center.decider.js';
import { gearMotors, jobOpened, released } from '../order/gear-motor.spec.js';
import { productionOrder } from '../order/production-order.decider.js';
import { person } from '../person/person.decider.js';
import { finishActivity, pauseActivity, resumeActivity, startOperation } from './booking.decider.js';
import { workCenterMonth } from './work-center-month.decider.js';

const anna = 'person:00000000-0000-7000-8000-0000000000aa';
const bert = 'person:00000000-0000-7000-8000-0000000000bb';
const at = '2026-01-05T08:00:00.000Z';
const occasion = { actor: anna, at, id: 'act-1' };
const command = { order: 'PO-1', operation: '10' };
const job = jobOf('PO-1', '10');
const activity = {
  order: 'PO-1',
  operation: '10',
  workCenter: 'ASSY-1',
  activity: 'act-1',
  kind: 'run' as const,
  person: anna,
};
const started: JobEvent = { type: 'OperationStarted', data: activity };
const startedByBert: JobEvent = { type: 'OperationStarted', data: { ...activity, activity: 'act-2', person: bert } };
const skilled = {
  type: 'SkillGranted' as const,
  data: {
    person: anna,
    skill: 'assembly',
    level: 2,
    validFrom: '2025-01-01T00:00:00.000Z',
    validUntil: '2027-01-01T00:00:00.000Z',
  },
};

const shopFloor = (...more: JobEvent[]) =>
  given(productionOrder('PO-1'), [released()])
    .given(job, [jobOpened('10'), ...more], { at: '2026-01-05T07:00:00.000Z' })
    .given(person(anna), [{ type: 'PersonRegistered', data: { person: anna } }, skilled])
    .given(attendance(`${anna}/2026-01-05`), [{ type: 'ClockedIn', data: { person: anna } }], {
      at: '2026-01-05T06:00:00.000Z',
    });

describe('to start an operation', () => {
  it('opens one activity of the person', () => {
    shopFloor()
      .when(startOperation, command, occasion)
      .then([
        happened(job, started),
        happened(workCenterMonth('ASSY-1/2026-01'), {
          type: 'JobCameToWorkCenter',
          data: { workCenter: 'ASSY-1', job: 'PO-1/10', jobs: ['PO-1/10'] },
        }),
      ])
      .answering({ activity: 'act-1' });
  });

  it('is refused a second time for the same kind of work, not for another', () => {
    shopFloor(started)
      .when(startOperation, command, { ...occasion, id: 'act-9' })
      .thenRejected('activity-already-open', { activity: 'act-1' });
    shopFloor(started)
      .when(startOperation, { ...command, kind: 'setup' }, { ...occasion, id: 'act-9' })
      .answering({ activity: 'act-9' });
    shopFloor(startedByBert).when(startOperation, command, occasion).answering({ activity: 'act-1' });
  });

  it('needs the skill at its level, in time; a supervisor may override, which is a fact', () => {
    const level = { ...skilled, data: { ...skilled.data, level: 1 } };
    const expired = { ...skilled, data: { ...skilled.data, validUntil: '2026-01-01T00:00:00.000Z' } };
    const later = { ...skilled, data: { ...skilled.data, validFrom: '2026-02-01T00:00:00.000Z' } };
    shopFloor()
      .given(person(anna), [level])
      .when(startOperation, command, occasion)
      .thenRejected('skill-missing', { skill: 'assembly', level: 2, has: 1 });
    shopFloor()
      .given(person(anna), [expired])
      .when(startOperation, command, occasion)
      .thenRejected('skill-expired', { validUntil: '2026-01-01T00:00:00.000Z' });
    shopFloor()
      .given(person(anna), [later])
      .when(startOperation, command, occasion)
      .thenRejected('skill-not-yet-valid');
    const overridden = shopFloor()
      .given(person(anna), [expired])
      .when(startOperation, { ...command, overrideReason: 'renewal is booked' }, occasion);
    expect(overridden.decision.events[1].event).toEqual({
      type: 'StartOverridden',
      data: { ...activity, missing: 'skill-expired', overrideReason: 'renewal is booked' },
    });
  });

  it('needs a registered person who is present', () => {
    given(productionOrder('PO-1'), [released()])
      .given(job, [jobOpened('10')])
      .when(startOperation, command, occasion)
      .thenRejected('unknown-person');
    shopFloor()
      .when(startOperation, command, { ...occasion, actor: 'machine:M-1' })
      .thenRejected('person-required');
    shopFloor()
      .when(startOperation, command, { ...occasion, at: '2026-01-05T18:00:00.000Z' })
      .thenRejected('not-clocked-in');
    shopFloor()
      .when(startOperation, command, { ...occasion, at: '2026-01-05T17:59:59.000Z' })
      .answering({ activity: 'act-1' });
  });

  it('is refused where maintenance holds the machine, naming the work order', () => {
    const stop = { workCenter: 'ASSY-1', workOrder: 'WO-7', asset: 'A-1', reason: 'belt', since: at };
    shopFloor()
      .given(machine('ASSY-1'), [{ type: 'MachineStopped', data: stop }])
      .when(startOperation, command, occasion)
      .thenRejected('machine-down', { workOrder: 'WO-7' });
  });

  it('is refused where other jobs take all places of the work center', () => {
    const center = published(orders.WorkCenterReleased, {
      workCenter: 'ASSY-1',
      revision: 'A',
      description: '',
      timeZone: 'UTC',
      simultaneousJobs: 1,
      shifts: [],
      holidays: [],
    });
    const came = {
      type: 'JobCameToWorkCenter' as const,
      data: { workCenter: 'ASSY-1', job: 'PO-9/10', jobs: ['PO-9/10'] },
    };
    const busy = (...other: JobEvent[]) =>
      shopFloor()
        .given(workCenter('ASSY-1'), [center])
        .given(workCenterMonth('ASSY-1/2025-12'), [came])
        .given(jobOf('PO-9', '10'), [jobOpened('10'), ...other]);
    busy(startedByBert)
      .when(startOperation, command, occasion)
      .thenRejected('machine-busy', { running: ['PO-9/10'] });
    busy(startedByBert, { type: 'OperationFinished', data: { ...activity, activity: 'act-2', person: bert } })
      .when(startOperation, command, occasion)
      .answering({ activity: 'act-1' });
    shopFloor(startedByBert)
      .given(workCenter('ASSY-1'), [center])
      .given(workCenterMonth('ASSY-1/2026-01'), [{ ...came, data: { ...came.data, jobs: ['PO-1/10'] } }])
      .when(startOperation, command, occasion)
      .then([happened(job, started)]);
  });

  it.each([
    [published(orders.ProductionOrderPaused, { order: 'PO-1', reason: 'x' }), 'order-paused'],
    [published(orders.ProductionOrderCancelled, { order: 'PO-1', reason: 'x' }), 'order-cancelled'],
    [published(orders.ProductionOrderClosed, { order: 'PO-1' }), 'order-closed'],
  ])('is refused after %j', (event, code) => {
    shopFloor().given(productionOrder('PO-1'), [event]).when(startOperation, command, occasion).thenRejected(code);
  });

  it('is refused on a job that is done, but for rework', () => {
    const done: JobEvent = { type: 'OperationDone', data: { order: 'PO-1', operation: '10', workCenter: 'ASSY-1' } };
    shopFloor(done).when(startOperation, command, occasion).thenRejected('job-done');
    shopFloor(done)
      .when(startOperation, { ...command, kind: 'rework' }, occasion)
      .answering({ activity: 'act-1' });
    shopFloor({ type: 'JobClosed', data: { ...command, workCenter: 'ASSY-1', reason: 'x' } })
      .when(startOperation, { ...command, kind: 'rework' }, occasion)
      .thenRejected('job-closed');
  });

  it('waits, with an item tracked by lot, for the operations before', () => {
    const byLot = { ...gearMotors, tracking: 'lot' as const };
    const waiting = shopFloor().given(jobOf('PO-1', '20'), [jobOpened('20', byLot)]);
    waiting
      .when(startOperation, { order: 'PO-1', operation: '20' }, occasion)
      .thenRejected('job-waiting', { waitsFor: ['10'] });
    given(job, []).when(startOperation, command, occasion).thenRejected('unknown-job');
  });
});

describe('an activity', () => {
  const acting = { ...command, activity: 'act-1' };
  const begun = '2026-01-05T07:00:00.000Z';

  it('is paused, resumed and finished by its person, and by nobody else', () => {
    shopFloor(started)
      .when(pauseActivity, acting, occasion)
      .then([happened(job, { type: 'OperationPaused', data: { ...activity, startedAt: begun } })]);
    shopFloor(started)
      .when(finishActivity, acting, occasion)
      .then([happened(job, { type: 'OperationFinished', data: { ...activity, startedAt: begun } })]);
    shopFloor(started)
      .when(finishActivity, acting, { ...occasion, actor: bert })
      .thenRejected('not-your-activity', { person: anna });
    shopFloor(started, startedByBert)
      .when(finishActivity, acting, occasion)
      .answering({ activity: 'act-1', status: 'finished' });
  });

  it('books nothing more when it is finished while paused', () => {
    const paused: JobEvent = { type: 'OperationPaused', data: { ...activity, startedAt: begun } };
    shopFloor(started, paused)
      .when(finishActivity, acting, occasion)
      .then([happened(job, { type: 'OperationFinished', data: activity })]);
    shopFloor(started, paused).when(pauseActivity, acting, occasion).thenRejected('illegal-transition');
    shopFloor(started, paused)
      .when(resumeActivity, acting, occasion)
      .answering({ activity: 'act-1', status: 'running' });
    shopFloor(started).when(resumeActivity, acting, occasion).thenRejected('illegal-transition');
  });

  it('cannot end before it began, or twice', () => {
    shopFloor(started)
      .when(finishActivity, acting, { ...occasion, at: '2026-01-05T06:59:00.000Z' })
      .thenRejected('ends-before-start');
    shopFloor(started, { type: 'OperationFinished', data: activity })
      .when(finishActivity, acting, occasion)
      .thenRejected('activity-not-open');
  });
});
