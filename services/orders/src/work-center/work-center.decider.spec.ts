import { given, happened, nothing } from '@millwright/event-sourcing';
import { defineWorkCenter, reviseWorkCenter, workCenter } from './work-center.decider.js';
import type { WorkCenterEvent, WorkCenterRevision } from './work-center.events.js';

const early = {
  name: 'early',
  weekdays: [1, 2, 3, 4, 5],
  start: '06:00',
  end: '14:00',
  breaks: [{ start: '09:00', end: '09:30' }],
};
const late = { name: 'late', weekdays: [1, 2, 3, 4, 5], start: '14:00', end: '22:00', breaks: [] };
const night = {
  name: 'night',
  weekdays: [7, 1, 2, 3, 4],
  start: '22:00',
  end: '06:00',
  breaks: [{ start: '23:45', end: '00:15' }],
};
const assembly: WorkCenterRevision = {
  workCenter: 'ASSY-1',
  revision: '1',
  description: 'Assembly',
  timeZone: 'Europe/Berlin',
  simultaneousJobs: 1,
  shifts: [early, late, night],
  holidays: ['2026-12-25'],
};
const released: WorkCenterEvent = { type: 'WorkCenterReleased', data: assembly };
const { revision: _first, ...definition } = assembly;

it('is defined with its calendar', () => {
  nothing()
    .when(defineWorkCenter, definition)
    .then([happened(workCenter('ASSY-1'), released)])
    .answering({ workCenter: 'ASSY-1', revision: '1' });
});

it('runs one job at a time and never works unless said otherwise', () => {
  nothing()
    .when(defineWorkCenter, { workCenter: 'W', description: '', timeZone: 'UTC' })
    .then([
      happened(workCenter('W'), {
        type: 'WorkCenterReleased',
        data: {
          workCenter: 'W',
          revision: '1',
          description: '',
          timeZone: 'UTC',
          simultaneousJobs: 1,
          shifts: [],
          holidays: [],
        },
      }),
    ]);
});

it('is defined once', () => {
  given(workCenter('ASSY-1'), [released]).when(defineWorkCenter, definition).thenRejected('work-center-exists');
});

it('changes only in what is said, under the next revision', () => {
  given(workCenter('ASSY-1'), [released])
    .when(reviseWorkCenter, { workCenter: 'ASSY-1', simultaneousJobs: 2 })
    .then([
      happened(workCenter('ASSY-1'), {
        type: 'WorkCenterReleased',
        data: { ...assembly, revision: '2', simultaneousJobs: 2 },
      }),
    ]);
});

it('must be there to be changed', () => {
  nothing().when(reviseWorkCenter, { workCenter: 'ASSY-1' }).thenRejected('unknown-work-center');
});

describe('the calendar', () => {
  it.each([
    ['a time zone that is none', { timeZone: 'Berlin' }, 'unknown-time-zone'],
    ['shifts that overlap', { shifts: [early, { ...late, start: '13:59' }] }, 'overlapping-shifts'],
    [
      'a night of Sunday that runs into Monday',
      { shifts: [{ ...early, start: '05:00' }, night] },
      'overlapping-shifts',
    ],
    ['a shift that follows itself too soon', { shifts: [{ ...early, weekdays: [1, 1] }] }, 'overlapping-shifts'],
    [
      'a break outside the shift',
      { shifts: [{ ...early, breaks: [{ start: '14:00', end: '14:30' }] }] },
      'break-outside-shift',
    ],
    [
      'a break that ends after the shift',
      { shifts: [{ ...early, breaks: [{ start: '13:45', end: '14:15' }] }] },
      'break-outside-shift',
    ],
    [
      'breaks that overlap',
      {
        shifts: [
          {
            ...early,
            breaks: [
              { start: '09:00', end: '09:30' },
              { start: '09:15', end: '09:45' },
            ],
          },
        ],
      },
      'break-outside-shift',
    ],
    [
      'a break without length',
      { shifts: [{ ...early, breaks: [{ start: '09:00', end: '09:00' }] }] },
      'break-outside-shift',
    ],
    ['a holiday that is no date', { holidays: ['2026-02-30'] }, 'invalid-holiday'],
  ])('refuses %s', (_what, wrong, code) => {
    nothing()
      .when(defineWorkCenter, { ...definition, ...wrong })
      .thenRejected(code);
  });

  it('may work around the clock', () => {
    const { decision } = nothing().when(defineWorkCenter, {
      ...definition,
      shifts: [{ name: 'day', weekdays: [1, 2, 3, 4, 5, 6, 7], start: '06:00', end: '06:00' }],
    });
    expect(decision.rejection).toBeUndefined();
  });
});
