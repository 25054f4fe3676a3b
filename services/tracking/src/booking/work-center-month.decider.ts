import { happened, rejection, streamOf, type Look, type Occurrence, type Rejection } from '@millwright/event-sourcing';
import { job } from '../job/job.decider.js';
import { workCenter } from '../machine/work-center.decider.js';
import type { WorkCenterMonthEvent } from './work-center-month.events.js';

export const workCenterMonth = streamOf<{ readonly jobs?: readonly string[] }, WorkCenterMonthEvent>(
  'work-center-month',
  {
    initialState: {},
    evolve: (_state, { data: { jobs } }) => ({ jobs }),
  },
);

const monthOf = (at: string, back: number): string => {
  const month = new Date(`${at.slice(0, 7)}-01T00:00:00Z`);
  month.setUTCMonth(month.getUTCMonth() - back);
  return month.toISOString().slice(0, 7);
};

/** A job that started longer ago and with nothing after it is not looked for. */
const monthsBack = 3;

function lastSeen(look: Look, center: string, at: string): readonly string[] {
  for (let back = 0; back <= monthsBack; back++) {
    const { jobs } = look(workCenterMonth(`${center}/${monthOf(at, back)}`));
    if (jobs) return jobs;
  }
  return [];
}

const runs = (look: Look, id: string): boolean =>
  look(job(id)).open.some(({ runningSince }) => runningSince !== undefined);

/** Takes a place at the work center for the job; refused where other jobs hold as many as it can run at a time. */
export function comeToWorkCenter(
  look: Look,
  center: string,
  id: string,
  at: string,
): readonly Occurrence[] | Rejection {
  const month = workCenterMonth(`${center}/${monthOf(at, 0)}`);
  const known = lastSeen(look, center, at);
  const others = known.filter((one) => one !== id && runs(look, one));
  const { known: released, simultaneousJobs } = look(workCenter(center));
  if (released && others.length >= simultaneousJobs) {
    return rejection(
      'machine-busy',
      `${center} runs ${simultaneousJobs} at a time, and ${others.join(', ')} is running.`,
      {
        legal: ['finish or pause what runs there'],
        facts: { workCenter: center, simultaneousJobs, running: others },
      },
    );
  }
  const jobs = [...others, id];
  const unchanged = look(month).jobs !== undefined && known.length === jobs.length && known.includes(id);
  return unchanged
    ? []
    : [happened(month, { type: 'JobCameToWorkCenter', data: { workCenter: center, job: id, jobs } })];
}
