import { payloadProblem, tracking } from '@millwright/contracts';
import type { Recorded } from '@millwright/event-sourcing';
import type { JobEvent } from './job/job.events.js';
import { publishedEvents } from './published-events.js';

type Report = Extract<JobEvent, { type: 'ReportOfPastRecorded' }>;

const person = 'person:00000000-0000-7000-8000-000000000001';
const span = { startedAt: '2026-01-05T06:00:00.000Z', endedAt: '2026-01-05T07:00:00.000Z' };
const report: Report['data'] = {
  reportId: 'R-1',
  order: 'PO-1',
  externalOrder: 'ERP-1',
  operation: '10',
  workCenter: 'ASSY-1',
  item: 'GM-40',
  last: false,
  kind: 'run',
  person,
  ...span,
  good: '2',
  rejected: '0',
  review: '0',
  unit: 'C62',
  rework: false,
  startsOperation: false,
  exceptions: [],
};
const nothing = { good: '0', rejected: '0', review: '0' };

/** What is told of a report of the past, checked as a listener checks it. */
function told(change: Partial<Report['data']> = {}) {
  const event = { type: 'ReportOfPastRecorded', data: { ...report, ...change } } as Recorded<Report>;
  const published = publishedEvents.ReportOfPastRecorded?.(event);
  if (published) expect(payloadProblem(published.type, published.data)).toBeUndefined();
  return published;
}

describe('a report of the past, as others hear of it', () => {
  it('has pieces, and the labor that goes with them', () => {
    expect(told()).toMatchObject({
      type: tracking.OperationReported.type,
      data: { externalOrder: 'ERP-1', good: { value: '2', unit: 'C62' }, labor: { person, kind: 'run', ...span } },
    });
    expect(told({ rework: true })).toMatchObject({ data: { labor: { kind: 'rework' } } });
  });

  it('is labor alone where there are no pieces', () => {
    expect(told({ ...nothing, kind: 'breakdown' })).toEqual({
      type: tracking.LaborBooked.type,
      data: {
        order: 'PO-1',
        externalOrder: 'ERP-1',
        operation: '10',
        workCenter: 'ASSY-1',
        person,
        kind: 'breakdown',
        ...span,
      },
    });
  });

  it('is a report without pieces where the operation starts with it, and has the labor too', () => {
    const first = told({ ...nothing, startsOperation: true });
    expect(first).toMatchObject({ type: tracking.OperationReported.type, data: { labor: { person, ...span } } });
  });

  it('is nothing where there are neither pieces nor a person', () => {
    expect(told({ ...nothing, person: undefined })).toBeUndefined();
    expect(told({ person: undefined })?.data).toMatchObject({ labor: undefined });
  });
});
