import { decimal, isMoreThan, add } from '@millwright/event-sourcing';
import type { JobState } from '../job/job.decider.js';
import type { ReportOfPast } from './report.commands.js';

/** What a rule of the present would have said of a report of the past. */
export type ExceptionCode =
  | 'operation-not-in-routing'
  | 'no-duration'
  | 'over-completion'
  | 'skill-missing'
  | 'machine-overlap'
  | 'person-overlap';

export interface Stretch {
  readonly startedAt: string;
  readonly endedAt: string;
}

/** More than a month for one report is a mistake of entry, and would touch too many days. */
export const longestDays = 31;
const day = 86_400_000;

/** The dates (UTC) that a stretch touches; of one that ends at midnight, or lasts no time, the first. */
export function datesOf({ startedAt, endedAt }: Stretch): string[] {
  const first = Math.floor(Date.parse(startedAt) / day);
  const last = Math.max(first, Math.floor((Date.parse(endedAt) - 1) / day));
  return Array.from({ length: Math.min(last - first, longestDays) + 1 }, (_, n) =>
    new Date((first + n) * day).toISOString().slice(0, 10),
  );
}

export const days = ({ startedAt, endedAt }: Stretch): number => (Date.parse(endedAt) - Date.parse(startedAt)) / day;

/** How many of the others go on at the same time somewhere within the stretch, at most. */
export function mostAtOnce(stretch: Stretch, others: readonly Stretch[]): number {
  const during = others.filter(
    (other) =>
      other.startedAt < stretch.endedAt && other.endedAt > stretch.startedAt && other.endedAt > other.startedAt,
  );
  const openAt = (instant: string): number =>
    during.filter((other) => other.startedAt <= instant && instant < other.endedAt).length;
  // The number only grows where one begins.
  return Math.max(
    0,
    ...[stretch.startedAt, ...during.map((other) => other.startedAt)]
      .filter((at) => at >= stretch.startedAt)
      .map(openAt),
  );
}

export const isOverCompletion = (
  { good }: Pick<ReportOfPast, 'good'>,
  job: Pick<JobState, 'good' | 'quantity'>,
): boolean => isMoreThan(good, '0') && isMoreThan(add(job.good, good), job.quantity.value);

/** Two ways of writing one report must be one command, or sending it again would look like a different one. */
export const inOneForm = ({
  id,
  order,
  operation,
  item,
  workCenter,
  person,
  kind,
  startedAt,
  endedAt,
  good,
  rejected,
  review,
  unit,
  rework,
}: ReportOfPast): ReportOfPast => ({
  id,
  order,
  operation,
  item,
  workCenter,
  person,
  kind,
  startedAt: new Date(startedAt).toISOString(),
  endedAt: new Date(endedAt).toISOString(),
  good: decimal(good),
  rejected: decimal(rejected),
  review: decimal(review),
  unit,
  rework: rework ?? false,
});
