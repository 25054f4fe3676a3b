/** One line of the outcome. `ratio` is ours to that of the peer the goal speaks of; a goal without a peer has none. */
export interface Result {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly peers: Readonly<Record<string, number>>;
  readonly ratio: number | null;
  readonly goal: string | null;
  /** Null for a figure that is held against nothing. */
  readonly ok: boolean | null;
}

export interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly peers?: Readonly<Record<string, number>>;
}

/** A goal beside a peer, as a multiple of the peer's figure, or an absolute one where there is no peer. */
export interface Goal {
  readonly than?: string;
  readonly goal: number;
}

export const atLeast = (measured: Measured, goal: Goal): Result => judged(measured, goal, '≥');
export const atMost = (measured: Measured, goal: Goal): Result => judged(measured, goal, '≤');

/** Shown for what it says, held against nothing. */
export const figure = ({ name, unit, ours, peers = {} }: Measured): Result => ({
  name,
  unit,
  ours,
  peers,
  ratio: null,
  goal: null,
  ok: null,
});

function judged({ name, unit, ours, peers = {} }: Measured, { than, goal }: Goal, sign: '≥' | '≤'): Result {
  const ratio = than === undefined ? null : ratioOf(ours, peers[than]);
  const held = ratio ?? ours;
  const ok = Number.isFinite(held) && (sign === '≥' ? held >= goal : held <= goal);
  const text = than === undefined ? `${sign} ${goal} ${unit}` : `${sign} ${goal} x ${than}`;
  return { name, unit, ours, peers, ratio, goal: text, ok };
}

/** A peer that was not measured, or measured as nothing, is no peer: there is no ratio to be proud of. */
function ratioOf(ours: number, peer: number | undefined): number {
  if (peer === undefined || !(peer > 0)) throw new Error(`There is no figure of the peer to compare with: ${peer}`);
  return ours / peer;
}
