import { add, sum } from '@millwright/event-sourcing';
import { ratio, type Ratio } from '../kpi/fraction.rules.js';
import type { Kpi } from '../kpi/kpi.rules.js';
import type { HoursRow } from './hours.projection.js';
import type { RejectsRow } from './work-totals.projection.js';

export const hoursConventions: readonly string[] = [
  'Seconds are whole. busySeconds are runs and rework, setupSeconds set-up, breakdownSeconds breakdown, each added up as recorded: two bookings at the same time count twice.',
  'union counts every second once: per kind, and as occupiedSeconds over all kinds.',
  'A stretch of work that crosses midnight is cut at midnight in the time zone of its work center, that of the plant where it has no calendar. Work that has not ended is not in yet.',
  'Pieces count on the day, and in the window, in which the work on them ended; review is what was put aside for review or sent to rework. The times and pieces of rework runs are included.',
];

export interface Hours {
  readonly day?: string;
  readonly busySeconds: number;
  readonly setupSeconds: number;
  readonly breakdownSeconds: number;
  readonly union: {
    readonly busySeconds: number;
    readonly setupSeconds: number;
    readonly breakdownSeconds: number;
    readonly occupiedSeconds: number;
  };
  readonly good: string;
  readonly rejected: string;
  readonly review: string;
}

export interface HoursPage {
  readonly items: readonly Hours[];
  readonly next?: string;
  readonly conventions: readonly string[];
}

const hours = ({
  day,
  busySeconds,
  setupSeconds,
  breakdownSeconds,
  busyOnce,
  setupOnce,
  breakdownOnce,
  occupiedOnce,
  good,
  rejected,
  review,
}: HoursRow): Hours => ({
  day: day ?? undefined,
  busySeconds,
  setupSeconds,
  breakdownSeconds,
  union: {
    busySeconds: busyOnce,
    setupSeconds: setupOnce,
    breakdownSeconds: breakdownOnce,
    occupiedSeconds: occupiedOnce,
  },
  good,
  rejected,
  review,
});

/** `name` is what the key is called in the answer: workCenter, person, item. */
export const hoursPage = (
  { items, next }: { readonly items: readonly HoursRow[]; readonly next?: string },
  name: string,
): HoursPage => ({
  items: items.map((row) => ({ [name]: row.key, ...hours(row) })),
  next,
  conventions: hoursConventions,
});

export interface Rejects {
  readonly item?: string;
  readonly operation?: string;
  readonly good: string;
  readonly rejected: string;
  readonly review: string;
  /** Part of all rejects. */
  readonly share: Ratio | null;
  /** Part of all rejects that this one and all above it have. */
  readonly cumulative: Ratio | null;
}

/** The most rejects first, with their share and what has come together so far. */
export function pareto(rows: readonly RejectsRow[]): { items: Rejects[]; rejected: string } {
  const all = sum(rows.map(({ rejected }) => rejected));
  let soFar = '0';
  const items = rows.map(({ item, operation, good, rejected, review }): Rejects => {
    soFar = add(soFar, rejected);
    return {
      item: item ?? undefined,
      operation: operation ?? undefined,
      good,
      rejected,
      review,
      share: ratio(rejected, all),
      cumulative: ratio(soFar, all),
    };
  });
  return { items, rejected: all };
}

export const withoutCalendar =
  'There is no calendar with a shift in this window, so there is no planned busy time to compare with.';

type UsedTime = 'workCenter' | 'from' | 'to' | 'calendar' | 'elements' | 'recorded';

export interface Utilization extends Pick<
  Kpi,
  UsedTime | 'availability' | 'allocation' | 'utilization' | 'conventions'
> {
  /** Why there are no ratios, where that is so. */
  readonly note?: string;
}

/** The part of a work center's figures that says how much of the time it was used. */
export const utilizationOf = ({
  workCenter,
  from,
  to,
  calendar,
  elements,
  recorded,
  availability,
  allocation,
  utilization,
  conventions,
}: Kpi): Utilization => ({
  workCenter,
  from,
  to,
  calendar,
  ...(calendar ? {} : { note: withoutCalendar }),
  elements,
  recorded,
  availability,
  allocation,
  utilization,
  conventions,
});
