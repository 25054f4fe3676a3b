import { orders, published } from '@millwright/contracts';
import { given, happened, nothing } from '@millwright/event-sourcing';
import { jobOf } from '../job/job.decider.js';
import type { JobEvent } from '../job/job.events.js';
import { workCenter } from '../machine/work-center.decider.js';
import { productionOrder } from '../order/production-order.decider.js';
import { person } from '../person/person.decider.js';
import type { ReportOfPast } from './report.commands.js';
import { machineLoad, personLoad, recordReport } from './report.decider.js';

const worker = 'person:00000000-0000-7000-8000-000000000007';
const opened: JobEvent = {
  type: 'JobOpened',
  data: {
    order: 'WO-1',
    operation: '10',
    workCenter: 'M-1',
    item: 'TUBE',
    itemRevision: 'A',
    tracking: 'lot',
    quantity: { value: '10', unit: 'C62' },
    description: 'Turn',
    after: [],
    last: true,
    setupSeconds: 0,
    runSecondsPerUnit: 60,
    components: [],
  },
};
const report: ReportOfPast = {
  id: 'R-1',
  order: 'WO-1',
  operation: '10',
  workCenter: 'M-1',
  person: worker,
  kind: 'run',
  startedAt: '2012-01-02T07:00:00.000Z',
  endedAt: '2012-01-02T09:00:00.000Z',
  good: '4',
  rejected: '1',
  review: '0',
  rework: false,
};
const job = (data: Partial<Extract<JobEvent, { type: 'JobOpened' }>['data']> = {}) =>
  given(jobOf('WO-1', '10'), [{ ...opened, data: { ...opened.data, ...data } } as JobEvent]);
const recorded = (exceptions: string[], { id: reportId, ...said }: ReportOfPast = report) =>
  happened(jobOf('WO-1', '10'), {
    type: 'ReportOfPastRecorded',
    data: {
      ...said,
      reportId,
      item: 'TUBE',
      last: true,
      unit: 'C62',
      rework: said.rework ?? false,
      startsOperation: true,
      exceptions,
    },
  });
const stretch = (startedAt: string, endedAt: string, reportId = 'R-0') => ({ reportId, startedAt, endedAt });
const machineLoaded = (from: string, to: string, reportId?: string) =>
  ({ type: 'MachineLoadReported', data: { ...stretch(from, to, reportId), workCenter: 'M-1' } }) as const;
const personLoaded = (from: string, to: string, reportId?: string) =>
  ({ type: 'PersonLoadReported', data: { ...stretch(from, to, reportId), person: worker } }) as const;

describe('a report of the past', () => {
  it('is recorded with the job, the machine and the person of that day', () => {
    job()
      .when(recordReport, report)
      .then([
        recorded([]),
        happened(machineLoad('M-1/2012-01-02'), machineLoaded(report.startedAt, report.endedAt, 'R-1')),
        happened(personLoad(`${worker}/2012-01-02`), personLoaded(report.startedAt, report.endedAt, 'R-1')),
      ])
      .answering({ id: 'R-1', exceptions: [] });
  });

  it('that crosses midnight counts on both days', () => {
    const night = {
      ...report,
      person: undefined,
      startedAt: '2012-01-02T22:00:00.000Z',
      endedAt: '2012-01-03T02:00:00.000Z',
    };
    job()
      .when(recordReport, night)
      .then([
        recorded([], night),
        happened(machineLoad('M-1/2012-01-02'), machineLoaded(night.startedAt, night.endedAt, 'R-1')),
        happened(machineLoad('M-1/2012-01-03'), machineLoaded(night.startedAt, night.endedAt, 'R-1')),
      ]);
  });

  it.each([
    ['good pieces beyond the order', { good: '11' }, ['over-completion']],
    ['no duration', { endedAt: report.startedAt }, ['no-duration']],
  ])('with %s is recorded as an exception', (_, more, exceptions) => {
    job()
      .when(recordReport, { ...report, ...more })
      .answering({ id: 'R-1', exceptions });
  });

  it('completes the order too far only together with what was reported before', () => {
    const before = recorded([], { ...report, good: '7' }).event as JobEvent;
    job()
      .given(jobOf('WO-1', '10'), [before])
      .when(recordReport, report)
      .answering({ id: 'R-1', exceptions: ['over-completion'] });
    job()
      .given(jobOf('WO-1', '10'), [before])
      .when(recordReport, { ...report, good: '3' })
      .answering({ id: 'R-1', exceptions: [] });
  });

  it('of a machine or person that did something else at that time says so', () => {
    job()
      .given(machineLoad('M-1/2012-01-02'), [machineLoaded('2012-01-02T08:59:59.000Z', '2012-01-02T10:00:00.000Z')])
      .when(recordReport, report)
      .answering({ id: 'R-1', exceptions: ['machine-overlap'] });
    job()
      .given(personLoad(`${worker}/2012-01-02`), [personLoaded('2012-01-02T06:00:00.000Z', '2012-01-02T10:00:00.000Z')])
      .when(recordReport, report)
      .answering({ id: 'R-1', exceptions: ['person-overlap'] });
  });

  it('may follow the one before without a gap, and share its time with one that lasts no time', () => {
    job()
      .given(machineLoad('M-1/2012-01-02'), [
        machineLoaded('2012-01-02T06:00:00.000Z', report.startedAt),
        machineLoaded('2012-01-02T08:00:00.000Z', '2012-01-02T08:00:00.000Z'),
      ])
      .when(recordReport, report)
      .answering({ id: 'R-1', exceptions: [] });
  });

  it('overlaps at a machine only when more go on at once than it can run', () => {
    const two = published(orders.WorkCenterReleased, {
      workCenter: 'M-1',
      revision: '1',
      description: '',
      timeZone: 'UTC',
      simultaneousJobs: 2,
      shifts: [],
      holidays: [],
    });
    const one = machineLoaded('2012-01-02T07:30:00.000Z', '2012-01-02T08:00:00.000Z');
    const later = machineLoaded('2012-01-02T08:00:00.000Z', '2012-01-02T08:30:00.000Z');
    job()
      .given(workCenter('M-1'), [two])
      .given(machineLoad('M-1/2012-01-02'), [one, later])
      .when(recordReport, report)
      .answering({ id: 'R-1', exceptions: [] });
    job()
      .given(workCenter('M-1'), [two])
      .given(machineLoad('M-1/2012-01-02'), [one, one])
      .when(recordReport, report)
      .answering({ id: 'R-1', exceptions: ['machine-overlap'] });
  });

  it('by somebody who did not have the skill then is recorded as an exception', () => {
    const turning = {
      person: worker,
      skill: 'turning',
      level: 2,
      validFrom: '2012-01-01T00:00:00.000Z',
      validUntil: '2012-12-31T23:59:59.999Z',
    };
    job({ skill: 'turning', skillLevel: 2 })
      .when(recordReport, report)
      .answering({ id: 'R-1', exceptions: ['skill-missing'] });
    job({ skill: 'turning', skillLevel: 2 })
      .when(recordReport, { ...report, kind: 'breakdown' })
      .answering({ id: 'R-1', exceptions: [] });
    job({ skill: 'turning', skillLevel: 2 })
      .given(person(worker), [{ type: 'SkillGranted', data: turning }])
      .when(recordReport, report)
      .answering({ id: 'R-1', exceptions: [] });
  });

  it('of an operation that the routing of the order lacks is recorded with a job of its own', () => {
    const released = published(orders.ProductionOrderReleased, {
      order: 'WO-1',
      item: 'TUBE',
      itemRevision: 'A',
      tracking: 'lot',
      quantity: { value: '10', unit: 'C62' },
      routingRevision: 'A',
      operations: [
        { operation: '20', description: 'Mill', workCenter: 'M-2', after: [], setupSeconds: 0, runSecondsPerUnit: 9 },
      ],
      components: [],
    });
    const outcome = given(productionOrder('WO-1'), [released]).when(recordReport, report);
    outcome.answering({ id: 'R-1', exceptions: ['operation-not-in-routing'] });
    expect(outcome.decision.events.map(({ event }) => event.type).slice(0, 2)).toEqual([
      'JobOpened',
      'ReportOfPastRecorded',
    ]);
    given(productionOrder('WO-1'), [released])
      .when(recordReport, { ...report, operation: '20' })
      .answering({ id: 'R-1', exceptions: [] });
  });

  it('is refused where it cannot be a fact', () => {
    nothing().when(recordReport, report).thenRejected('unknown-job');
    job()
      .when(recordReport, { ...report, endedAt: '2012-01-02T06:00:00.000Z' })
      .thenRejected('ends-before-it-starts');
    job()
      .when(recordReport, { ...report, endedAt: '2012-03-02T06:00:00.000Z' })
      .thenRejected('lasts-too-long');
    job()
      .when(recordReport, { ...report, unit: 'KGM' })
      .thenRejected('unit-mismatch', { expected: 'C62' });
    job()
      .when(recordReport, { ...report, item: 'ROD' })
      .thenRejected('item-mismatch', { expected: 'TUBE' });
  });
});
