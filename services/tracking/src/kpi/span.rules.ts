/** A stretch of time in whole seconds since 1970 (UTC): from `from` on, up to and without `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Instants are rounded once, here, so that all sums of durations are exact in whole seconds. */
export const second = (instant: string | Date): number => Math.round(new Date(instant).getTime() / 1000);
export const instantOf = (at: number): string => new Date(at * 1000).toISOString();
export const span = (from: string | Date, to: string | Date): Span => ({ from: second(from), to: second(to) });

const lasts = ({ from, to }: Span): boolean => to > from;

/** The same time, each second once: in order, without overlaps, neighbours joined. */
export function union(spans: Iterable<Span>): Span[] {
  const joined: Span[] = [];
  for (const next of [...spans].filter(lasts).sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && next.from <= last.to) joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else joined.push({ from: next.from, to: next.to });
  }
  return joined;
}

/** The time that is in both. */
export function both(some: Iterable<Span>, others: Iterable<Span>): Span[] {
  const a = union(some);
  const b = union(others);
  const common: Span[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; a[i].to < b[j].to ? i++ : j++) {
    const shared = { from: Math.max(a[i].from, b[j].from), to: Math.min(a[i].to, b[j].to) };
    if (lasts(shared)) common.push(shared);
  }
  return common;
}

/** The time of the first that is not in the second. */
export function without(some: Iterable<Span>, removed: Iterable<Span>): Span[] {
  const holes = union(removed);
  const left: Span[] = [];
  let first = 0;
  for (const { from, to } of union(some)) {
    while (first < holes.length && holes[first].to <= from) first++;
    let start = from;
    for (let i = first; i < holes.length && holes[i].from < to; i++) {
      left.push({ from: start, to: holes[i].from });
      start = holes[i].to;
    }
    left.push({ from: start, to });
  }
  return left.filter(lasts);
}

/** Seconds of the spans as they are, overlaps as often as they occur. */
export const raw = (spans: Iterable<Span>): number => {
  let seconds = 0;
  for (const { from, to } of spans) seconds += Math.max(0, to - from);
  return seconds;
};

/** Seconds, each counted once. */
export const once = (spans: Iterable<Span>): number => raw(union(spans));

/** The piece of the span that lies in the window. */
export const clip = ({ from, to }: Span, window: Span): Span => ({
  from: Math.max(from, window.from),
  to: Math.min(to, window.to),
});
