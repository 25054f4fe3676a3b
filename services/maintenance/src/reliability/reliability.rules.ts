import { add, compare, decimal, divide, multiply, rejection, type Rejection } from '@millwright/event-sourcing';

export interface Stop {
  readonly workOrder: string;
  readonly kind: 'corrective' | 'preventive';
  readonly downSince: Date;
  readonly releasedAt: Date | null;
  readonly failure: string | null;
}

interface Window {
  readonly from: Date;
  readonly to: Date;
}

/** The window asked for; without an end it lasts until now. */
export function windowOf(
  { from, to }: { readonly from: string; readonly to?: string },
  now: Date,
  refuse: (why: Rejection) => never,
): Window {
  const window = { from: new Date(from), to: to === undefined ? now : new Date(to) };
  if (window.from < window.to) return window;
  return refuse(
    rejection('empty-window', 'The window must begin before it ends.', { kind: 'invalid', facts: { ...window } }),
  );
}

interface Interval {
  readonly from: number;
  readonly to: number;
}

const definitions = [
  'All durations are whole seconds within the window; a stop that is not over yet lasts to the end of the window.',
  'A failure (FE) is a stop for a corrective work order that began within the window; the time to repair (TTR) is the time from the stop to the release of the asset.',
  'Planned downtime is the time of stops for preventive work orders, without what overlaps with a failure. Overlapping time is counted once.',
  'Operating time = window - corrective downtime - planned downtime. The window is calendar time: without a shift calendar, idle time of the asset counts as operable.',
  'MTBF, mean operating time between failures (named as in ISO 22400-2) = operating time / failures; null without a failure.',
  'MTTR, mean time to repair (named as in ISO 22400-2) = sum of TTR / failures; null without a failure.',
  'Availability, as the maintenance view of operational availability = operating time / (operating time + corrective downtime). The availability ratio APT / PBT of ISO 22400-2 needs production times and is answered by tracking.',
];

const clipped = ({ downSince, releasedAt }: Stop, { from, to }: Window): Interval => ({
  from: Math.max(downSince.getTime(), from.getTime()),
  to: Math.min((releasedAt ?? to).getTime(), to.getTime()),
});

/** Intervals without overlaps, in order. */
function united(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from);
  return sorted.reduce<Interval[]>((merged, next) => {
    const last = merged.at(-1);
    return last && next.from <= last.to
      ? [...merged.slice(0, -1), { from: last.from, to: Math.max(last.to, next.to) }]
      : [...merged, next];
  }, []);
}

const secondsOf = (intervals: readonly Interval[]): number =>
  Math.round(united(intervals).reduce((total, { from, to }) => total + to - from, 0) / 1000);

const mean = (total: number, count: number): string | null =>
  count === 0 ? null : decimal(divide(String(total), String(count), 3));

/** Reliability of an asset in a window, from its stops. */
export function reliabilityOf(asset: string, stops: readonly Stop[], window: Window) {
  const corrective = stops.filter(({ kind }) => kind === 'corrective');
  const failures = corrective.filter(({ downSince }) => downSince >= window.from && downSince < window.to);
  const length = Math.round((window.to.getTime() - window.from.getTime()) / 1000);
  const correctiveSeconds = secondsOf(corrective.map((stop) => clipped(stop, window)));
  const plannedSeconds = secondsOf(stops.map((stop) => clipped(stop, window))) - correctiveSeconds;
  const operating = Math.max(0, length - correctiveSeconds - plannedSeconds);
  const repair = failures.reduce((total, stop) => total + secondsOf([clipped(stop, window)]), 0);
  const denominator = add(String(operating), String(correctiveSeconds));
  return {
    asset,
    from: window.from,
    to: window.to,
    failures: failures.length,
    MTBF: mean(operating, failures.length),
    MTTR: mean(repair, failures.length),
    availability: {
      numerator: String(operating),
      denominator,
      value: compare(denominator, '0') === 0 ? null : divide(String(operating), denominator, 6),
      percent: compare(denominator, '0') === 0 ? null : divide(multiply(String(operating), '100'), denominator, 1),
    },
    elements: {
      window: length,
      operating,
      correctiveDowntime: correctiveSeconds,
      plannedDowntime: plannedSeconds,
      timeToRepair: repair,
    },
    failureFacts: failures.map(({ workOrder, downSince, releasedAt, failure }) => ({
      workOrder,
      downSince,
      releasedAt: releasedAt ?? undefined,
      failure: failure ?? undefined,
    })),
    unit: 'SEC',
    definitions,
  };
}
