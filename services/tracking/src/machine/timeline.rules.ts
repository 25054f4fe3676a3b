import { clip, type Span } from '../kpi/span.rules.js';
import type { MachineState } from './machine.events.js';

/** A state from a second on, until the next change. */
export interface StateChange {
  readonly at: number;
  readonly state: MachineState;
  readonly reason?: string | null;
  readonly cause: 'reported' | 'maintenance';
}

/** A stretch for which something says what the machine did; without an end it still goes on. */
export interface Evidence {
  readonly from: number;
  readonly to: number | null;
  readonly state: MachineState;
  readonly reason?: string | null;
}

/** Everything that is known of one machine around a window. */
export interface MachineFacts {
  /** In any order; of two at the same second a reported one counts, of two reported ones the later in the list. */
  readonly changes: readonly StateChange[];
  /** Taken by maintenance; open until released. */
  readonly downtimes: readonly Evidence[];
  /** Work on the machine as orders, units and reports of the past tell it. */
  readonly work: readonly Evidence[];
  readonly now: number;
  /** Until when a state that nothing followed is believed: the end of the shift, or day, in which it was reported. */
  readonly believedUntil: (at: number) => number;
}

export interface StateInterval extends Span {
  readonly state: MachineState;
  readonly reason?: string | null;
}

/**
 * What counts where several things are said of one second, strongest first: maintenance holds the machine; the machine
 * reported its state; a breakdown, production or set-up was booked; it is idle since maintenance gave it back.
 */
type Weight = 5 | 4 | 3 | 2 | 1 | 0;
interface Claim extends StateInterval {
  readonly weight: Weight;
}

const weightOfWork = (state: MachineState): Weight => (state === 'down' ? 3 : state === 'production' ? 2 : 1);

function claimsOfChanges({ changes, now, believedUntil }: MachineFacts): Claim[] {
  const inOrder = changes
    .map((change, index) => ({ ...change, index }))
    .sort((a, b) => a.at - b.at || a.cause.localeCompare(b.cause) || a.index - b.index);
  return inOrder.flatMap(({ at, state, reason, cause }, index): Claim[] => {
    const to = index + 1 < inOrder.length ? inOrder[index + 1].at : Math.min(now, believedUntil(at));
    // "I do not know" ends the state before and claims nothing; `down` by maintenance is claimed by the downtime itself.
    if (state === 'unknown' || (cause === 'maintenance' && state === 'down')) return [];
    return [{ from: at, to, state, reason, weight: cause === 'maintenance' ? 0 : 4 }];
  });
}

function claims(facts: MachineFacts): Claim[] {
  const { downtimes, work, now, believedUntil } = facts;
  return [
    ...downtimes.map(({ from, to, state, reason }): Claim => ({ from, to: to ?? now, state, reason, weight: 5 })),
    ...claimsOfChanges(facts),
    ...work.map(({ from, to, state, reason }): Claim => ({
      from,
      to: to ?? Math.min(now, believedUntil(from)),
      state,
      reason,
      weight: weightOfWork(state),
    })),
  ];
}

/** Sweeps over all beginnings and ends in order of time and hands out, for each piece between two, what is claimed there. */
function* pieces(all: readonly Claim[], window: Span): Generator<{ piece: Span; strongest?: Claim }> {
  const edges = all
    .flatMap((claim) => [
      { at: claim.from, claim, opens: true },
      { at: claim.to, claim, opens: false },
    ])
    .sort((a, b) => a.at - b.at);
  const open: Set<Claim>[] = Array.from({ length: 6 }, () => new Set());
  let from = window.from;
  for (const { at, claim, opens } of [...edges, { at: window.to, claim: undefined, opens: false }]) {
    if (at > from) {
      const strongest = open.findLast(({ size }) => size > 0);
      yield { piece: { from, to: at }, strongest: strongest && [...strongest].at(-1) };
      from = at;
    }
    if (claim) open[claim.weight][opens ? 'add' : 'delete'](claim);
  }
}

/**
 * The states of one machine over the window: every second in exactly one interval, the same whatever the order in which
 * the facts were reported. A second of which nobody says anything is `unknown`, never idle.
 */
export function timeline(facts: MachineFacts, window: Span): StateInterval[] {
  const told: StateInterval[] = [];
  const inWindow = claims(facts)
    .map((claim) => ({ ...claim, ...clip(claim, window) }))
    .filter(({ from, to }) => to > from);
  for (const { piece, strongest } of pieces(inWindow, window)) {
    const state = strongest?.state ?? 'unknown';
    const reason = strongest?.reason ?? undefined;
    const last = told.at(-1);
    if (last?.state === state && last.reason === reason) told[told.length - 1] = { ...last, to: piece.to };
    else told.push({ ...piece, state, reason });
  }
  return told;
}
