import { given, happened, nothing } from '@millwright/event-sourcing';
import { gearMotors, jobOpened, released } from '../order/gear-motor.spec.js';
import { productionOrder } from '../order/production-order.decider.js';
import { closeJob, openJob } from './job-life.decider.js';
import { jobStatus } from './job-view.rules.js';
import { jobId, jobOf } from './job.decider.js';
import type { JobEvent } from './job.events.js';

const command = { order: 'PO-1', operation: '30' };
const closed: JobEvent = { type: 'JobClosed', data: { ...command, workCenter: 'PACK-1', reason: 'short' } };
const activity = { ...command, workCenter: 'PACK-1', activity: 'a', kind: 'run' as const, person: 'person:x' };

describe('a job', () => {
  it('opens with what the release pinned, once', () => {
    const order = () => given(productionOrder('PO-1'), [released({ components: [] })]);
    order()
      .when(openJob, command)
      .then([happened(jobOf('PO-1', '30'), jobOpened('30'))]);
    order()
      .given(jobOf('PO-1', '30'), [jobOpened('30')])
      .when(openJob, command)
      .then([]);
    nothing().when(openJob, command).thenRejected('unknown-production-order');
  });

  it('carries the components of its operation', () => {
    const opened = given(productionOrder('PO-1'), [released()]).when(openJob, { order: 'PO-1', operation: '10' });
    expect(opened.decision.events[0].event.data).toMatchObject({
      components: gearMotors.components.map(({ operation: _operation, ...one }) => one),
    });
  });

  it('is closed by decision, when nobody works on it', () => {
    const job = (...events: JobEvent[]) => given(jobOf('PO-1', '30'), [jobOpened('30'), ...events]);
    job()
      .when(closeJob, { ...command, reason: 'short' })
      .then([happened(jobOf('PO-1', '30'), closed)]);
    job(closed)
      .when(closeJob, { ...command, reason: 'short' })
      .thenRejected('illegal-transition');
    job({ type: 'OperationStarted', data: activity })
      .when(closeJob, { ...command, reason: 'short' })
      .thenRejected('activity-open', { activities: ['a'] });
    nothing()
      .when(closeJob, { ...command, reason: 'short' })
      .thenRejected('unknown-job');
  });

  it('is named so that a slash in an order number makes no other', () =>
    expect(jobId('A/1', '2')).not.toBe(jobId('A', '1/2')));
});

describe('the status that a person sees', () => {
  const job = (operation: string, change = {}) => ({
    operation,
    status: 'open',
    started: false,
    tracking: 'lot',
    after: [] as string[],
    good: '0',
    ...change,
  });

  it.each([
    ['waiting', job('20', { after: ['10'] }), [], [job('10', { good: '5' })]],
    ['ready', job('20', { after: ['10'] }), [], [job('10', { status: 'done' })]],
    ['ready', job('20', { after: ['10'], tracking: 'serial' }), [], [job('10', { good: '1' })]],
    ['waiting', job('20', { after: ['10'], tracking: 'serial' }), [], [job('10')]],
    ['in-progress', job('10', { started: true }), [{ status: 'finished' }], []],
    ['in-progress', job('10', { started: true }), [{ status: 'running' }, { status: 'paused' }], []],
    ['paused', job('10', { started: true }), [{ status: 'finished' }, { status: 'paused' }], []],
    ['done', job('10', { status: 'done', started: true }), [], []],
  ])('is %s', (status, of, activities, others) => expect(jobStatus(of, activities, [of, ...others])).toBe(status));
});
