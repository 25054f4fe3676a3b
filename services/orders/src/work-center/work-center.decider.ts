import {
  decider,
  happened,
  rejection,
  streamOf,
  unknown,
  type Decision,
  type Rejection,
} from '@millwright/event-sourcing';
import { calendarProblem } from './shift-calendar.rules.js';
import type { DefineWorkCenterInZone, ReviseWorkCenter, ShiftPart } from './work-center.commands.js';
import type { Shift, WorkCenterEvent, WorkCenterRevision } from './work-center.events.js';

export interface WorkCenterState {
  readonly current?: WorkCenterRevision;
  readonly revisions: number;
}

export const workCenter = streamOf<WorkCenterState, WorkCenterEvent>('work-center', {
  initialState: { revisions: 0 },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'WorkCenterReleased':
        return { current: data, revisions: state.revisions + 1 };
    }
  },
});

const complete = (shifts: readonly ShiftPart[]): Shift[] =>
  shifts.map((shift) => ({ ...shift, breaks: shift.breaks ?? [] }));

const released = (revision: WorkCenterRevision): Decision | Rejection =>
  calendarProblem(revision) ?? {
    events: [happened(workCenter(revision.workCenter), { type: 'WorkCenterReleased', data: revision })],
    answer: { workCenter: revision.workCenter, revision: revision.revision },
  };

export const defineWorkCenter = decider<DefineWorkCenterInZone>({
  name: 'define-work-center',
  streams: (command) => [workCenter(command.workCenter)],
  decide: (command, look) => {
    const { workCenter: id, description, area, timeZone, simultaneousJobs = 1, shifts = [], holidays = [] } = command;
    if (look(workCenter(id)).current) {
      return rejection(
        'work-center-exists',
        `Work center ${id} is defined already. Release a further revision of it instead.`,
        { facts: { workCenter: id } },
      );
    }
    return released({
      workCenter: id,
      revision: '1',
      description,
      area,
      timeZone,
      simultaneousJobs,
      shifts: complete(shifts),
      holidays,
    });
  },
});

export const reviseWorkCenter = decider<ReviseWorkCenter>({
  name: 'revise-work-center',
  streams: (command) => [workCenter(command.workCenter)],
  decide: (command, look) => {
    const { current, revisions } = look(workCenter(command.workCenter));
    if (!current) return unknown('work-center', command.workCenter);
    return released({
      ...current,
      revision: String(revisions + 1),
      description: command.description ?? current.description,
      area: command.area ?? current.area,
      timeZone: command.timeZone ?? current.timeZone,
      simultaneousJobs: command.simultaneousJobs ?? current.simultaneousJobs,
      shifts: command.shifts ? complete(command.shifts) : current.shifts,
      holidays: command.holidays ?? current.holidays,
    });
  },
});
