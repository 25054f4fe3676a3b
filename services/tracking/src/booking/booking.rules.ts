/** One stretch of work of one person, with ISO instants. */
export interface Stretch {
  readonly activity: string;
  readonly person: string;
  readonly startedAt: string;
  readonly endedAt: string;
}

/** `seconds`: whole seconds of the person's time that count for this stretch. */
export type Share<S extends Stretch> = S & { readonly seconds: number };

const seconds = (instant: string): number => Math.floor(Date.parse(instant) / 1000);

/**
 * The split rule: while a person has several bookings open at a time, each gets an equal part of that time, so that no
 * second of a person counts twice; seconds that do not divide go to the bookings that began first. The bookings of
 * different people never share.
 */
export function shareTime<S extends Stretch>(stretches: readonly S[]): Share<S>[] {
  const people = [...new Set(stretches.map(({ person }) => person))];
  return people.flatMap((person) => shareTimeOfOne(stretches.filter((one) => one.person === person)));
}

function shareTimeOfOne<S extends Stretch>(stretches: readonly S[]): Share<S>[] {
  const ordered = [...stretches].sort(
    (a, b) => a.startedAt.localeCompare(b.startedAt) || a.activity.localeCompare(b.activity),
  );
  const shares = ordered.map((stretch) => ({
    stretch,
    from: seconds(stretch.startedAt),
    to: seconds(stretch.endedAt),
    seconds: 0,
  }));
  const cuts = [...new Set(shares.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  for (let index = 0; index + 1 < cuts.length; index++) {
    const open = shares.filter(({ from, to }) => from <= cuts[index] && to >= cuts[index + 1]);
    if (open.length > 0) divideAmong(open, cuts[index + 1] - cuts[index]);
  }
  return shares.map(({ stretch, seconds: share }) => ({ ...stretch, seconds: share }));
}

function divideAmong(open: { seconds: number }[], time: number): void {
  const each = Math.floor(time / open.length);
  open.forEach((share, place) => (share.seconds += each + (place < time % open.length ? 1 : 0)));
}

interface OfJob {
  readonly order: string;
  readonly operation: string;
  readonly workCenter: string;
  readonly kind: string;
}

/** The shares of all, of which those of one order are shown; `seconds` is their sum. */
export function bookedTime<S extends Stretch & OfJob>(stretches: readonly S[], order?: string) {
  const items = shareTime(stretches).filter((one) => order === undefined || one.order === order);
  return { seconds: items.reduce((total, one) => total + one.seconds, 0), items };
}
