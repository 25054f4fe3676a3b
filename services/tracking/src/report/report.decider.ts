import {
  decider,
  happened,
  rejection,
  streamOf,
  unknown,
  type Look,
  type Occurrence,
  type Rejection,
  type StreamRef,
} from '@millwright/event-sourcing';
import { jobId, jobOf, type JobState } from '../job/job.decider.js';
import { plannedJob, unplannedJob } from '../job/job-life.decider.js';
import { workCenter } from '../machine/work-center.decider.js';
import { productionOrder, type ReleasedOrder } from '../order/production-order.decider.js';
import { person } from '../person/person.decider.js';
import { lacksSkill } from '../person/skill.rules.js';
import type { ReportOfPast } from './report.commands.js';
import type { MachineLoadEvent, PersonLoadEvent } from './report.events.js';
import {
  datesOf,
  days,
  isOverCompletion,
  longestDays,
  mostAtOnce,
  type ExceptionCode,
  type Stretch,
} from './report.rules.js';

type Load = readonly Stretch[];
const withStretch = (load: Load, { data: { startedAt, endedAt } }: { readonly data: Stretch }): Load => [
  ...load,
  { startedAt, endedAt },
];

export const machineLoad = streamOf<Load, MachineLoadEvent>('machine-load', { initialState: [], evolve: withStretch });
export const personLoad = streamOf<Load, PersonLoadEvent>('person-load', { initialState: [], evolve: withStretch });

type LoadStream<E extends MachineLoadEvent | PersonLoadEvent> = StreamRef<Load, E>;
const machineLoads = (report: ReportOfPast): LoadStream<MachineLoadEvent>[] =>
  datesOf(report).map((date) => machineLoad(`${report.workCenter}/${date}`));
const personLoads = (report: ReportOfPast): LoadStream<PersonLoadEvent>[] =>
  report.person === undefined ? [] : datesOf(report).map((date) => personLoad(`${report.person}/${date}`));

const atOnce = (
  report: ReportOfPast,
  loads: readonly LoadStream<MachineLoadEvent | PersonLoadEvent>[],
  look: Look,
): number => Math.max(0, ...loads.map((load) => mostAtOnce(report, look(load as StreamRef<Load>))));

/** Absent where tracking was never told how the order is made. */
const isPlanned = (released: ReleasedOrder | undefined, operation: string): boolean =>
  released === undefined || released.operations.some((one) => one.operation === operation);

/** The job that the report needs and that is not there: not opened yet, or of an operation that the routing lacks. */
function jobToOpen({ order, operation, workCenter: at }: ReportOfPast, job: JobState, look: Look) {
  if (job.status !== 'none') return undefined;
  const { released } = look(productionOrder(order));
  return released && (plannedJob(released, operation) ?? unplannedJob(released, operation, at));
}

/** What makes the report no fact at all; a rule of the present is none of these. */
function contradiction(report: ReportOfPast, job: JobState): Rejection | undefined {
  const { order, operation, item, unit, startedAt, endedAt } = report;
  if (job.status === 'none') return unknown('job', jobId(order, operation));
  if (endedAt < startedAt)
    return rejection(
      'ends-before-it-starts',
      `It ends at ${endedAt}, before it starts at ${startedAt}. Correct the times.`,
      { kind: 'invalid' },
    );
  if (days(report) > longestDays)
    return rejection(
      'lasts-too-long',
      `One report covers at most ${longestDays} days. Correct the times, or report it in parts.`,
      { kind: 'invalid' },
    );
  if (unit !== undefined && unit !== job.quantity.unit) {
    return rejection('unit-mismatch', `The order counts in ${job.quantity.unit}, not in ${unit}.`, {
      kind: 'invalid',
      facts: { expected: job.quantity.unit },
    });
  }
  if (item !== undefined && item !== job.item) {
    return rejection('item-mismatch', `Order ${order} makes ${job.item}, not ${item}.`, {
      kind: 'invalid',
      facts: { expected: job.item },
    });
  }
  return undefined;
}

/** Judged by the time of the work. Who repairs a machine need not have the skill to run it. */
function lacksTheSkill(
  { person: who, kind, startedAt }: ReportOfPast,
  { skill, skillLevel }: JobState,
  look: Look,
): boolean {
  if (skill === undefined || who === undefined || kind === 'breakdown') return false;
  return lacksSkill(look(person(who)).skills[skill], skill, skillLevel ?? 1, startedAt) !== undefined;
}

function exceptionsOf(report: ReportOfPast, job: JobState, look: Look): ExceptionCode[] {
  const { released } = look(productionOrder(report.order));
  const { simultaneousJobs } = look(workCenter(report.workCenter));
  const found: readonly [ExceptionCode, boolean][] = [
    ['operation-not-in-routing', !isPlanned(released, report.operation)],
    ['no-duration', report.startedAt === report.endedAt],
    ['over-completion', isOverCompletion(report, job)],
    ['skill-missing', lacksTheSkill(report, job, look)],
    ['machine-overlap', atOnce(report, machineLoads(report), look) >= simultaneousJobs],
    ['person-overlap', atOnce(report, personLoads(report), look) > 0],
  ];
  return found.filter(([, applies]) => applies).map(([code]) => code);
}

function loadsOf(report: ReportOfPast): Occurrence[] {
  const { id, startedAt, endedAt, workCenter: at, person: who } = report;
  const reported = { reportId: id, startedAt, endedAt };
  return [
    ...machineLoads(report).map((load) =>
      happened(load, { type: 'MachineLoadReported', data: { ...reported, workCenter: at } }),
    ),
    ...personLoads(report).map((load) =>
      happened(load, { type: 'PersonLoadReported', data: { ...reported, person: who ?? '' } }),
    ),
  ];
}

/**
 * Work of the past, entered afterwards. What happened has happened: a rule of the present does not refuse it, the
 * exceptions name the rules that it breaks.
 */
export const recordReport = decider<ReportOfPast>({
  name: 'record-report-of-past',
  streams: (report) => [jobOf(report.order, report.operation), ...machineLoads(report), ...personLoads(report)],
  decide: (report, look, occasion) => {
    const stream = jobOf(report.order, report.operation);
    const before = look(stream);
    const opened = jobToOpen(report, before, look);
    const job = opened ? stream.kind.evolve(before, opened, occasion) : before;
    const refused = contradiction(report, job);
    if (refused) return refused;
    const exceptions = exceptionsOf(report, job, look);
    const {
      id: reportId,
      order,
      operation,
      workCenter: at,
      person: who,
      kind,
      startedAt,
      endedAt,
      good,
      rejected,
      review,
      rework,
    } = report;
    const { externalOrder, item, last, quantity } = job;
    const recorded = happened(stream, {
      type: 'ReportOfPastRecorded',
      data: {
        reportId,
        order,
        operation,
        workCenter: at,
        externalOrder,
        item,
        last,
        kind,
        person: who,
        startedAt,
        endedAt,
        good,
        rejected,
        review,
        unit: quantity.unit,
        rework: rework ?? false,
        startsOperation: !job.started,
        exceptions,
      },
    });
    return {
      events: [...(opened ? [happened(stream, opened)] : []), recorded, ...loadsOf(report)],
      answer: { id: reportId, exceptions },
    };
  },
});
