import { rejection, type By, type Rejection } from '@millwright/event-sourcing';
import type { DisposedQuantity, NamedDisposition, NonconformingSubject } from './nonconformance.events.js';

export interface NonconformanceState {
  readonly status: 'none' | 'open' | 'awaiting-approval' | 'disposed' | 'closed';
  readonly subject: NonconformingSubject;
  readonly order?: string;
  /** Where it was found, and what the ERP posts it to. */
  readonly operation?: string;
  readonly externalOrder?: string;
  readonly workCenter?: string;
  readonly originOperation?: string;
  readonly unit: string;
  /** Not disposed of yet. */
  readonly left: string;
  readonly hold?: string;
  readonly needsApproval: readonly string[];
  /** Who found it, and for whom. */
  readonly recorders: ReadonlySet<string>;
  readonly proposal?: DisposedQuantity;
  readonly proposers: ReadonlySet<string>;
  readonly dispositions: ReadonlySet<NamedDisposition>;
}

/** The actor and the one he acts for. */
export const behind = ({ actor, onBehalfOf }: Pick<By, 'actor' | 'onBehalfOf'>): string[] =>
  onBehalfOf === undefined ? [actor] : [actor, onBehalfOf];

const legalNext: Readonly<Record<NonconformanceState['status'], readonly string[]>> = {
  none: [],
  open: ['origin', 'dispose'],
  'awaiting-approval': ['origin', 'approve', 'decline'],
  disposed: ['close'],
  closed: [],
};

export const notNow = (nonconformance: string, { status }: NonconformanceState, wanted: string): Rejection =>
  rejection(
    'illegal-transition',
    `Nonconformance ${nonconformance} is ${status.replace('-', ' ')}; it cannot be ${wanted} now.`,
    { legal: legalNext[status], facts: { nonconformance, state: status } },
  );

/** Four eyes: it takes a person, and another one than those who recorded the finding. */
export function mayNotDispose(
  nonconformance: string,
  { recorders }: NonconformanceState,
  by: Pick<By, 'actor' | 'onBehalfOf'>,
): Rejection | undefined {
  if (behind(by).some((one) => recorders.has(one))) {
    return rejection(
      'recorder-may-not-dispose',
      `Who recorded nonconformance ${nonconformance} may not decide what becomes of it. Another person must.`,
      { kind: 'forbidden', facts: { nonconformance } },
    );
  }
  if (!by.actor.startsWith('person:')) {
    return rejection(
      'person-required',
      `A person decides what becomes of nonconformance ${nonconformance}, not ${by.actor}.`,
      { kind: 'forbidden', facts: { nonconformance } },
    );
  }
  return undefined;
}

export function mayNotApprove(
  nonconformance: string,
  state: NonconformanceState,
  by: Pick<By, 'actor' | 'onBehalfOf'>,
): Rejection | undefined {
  if (behind(by).some((one) => state.proposers.has(one))) {
    return rejection(
      'proposer-may-not-approve',
      `Who proposed the disposition of ${nonconformance} may not approve it. Another member of the review board must.`,
      { kind: 'forbidden', facts: { nonconformance } },
    );
  }
  return mayNotDispose(nonconformance, state, by);
}

/** Free to be used again at once; scrap and returned goods stay held until they are gone. */
export const isUsableAfter = (dispositions: ReadonlySet<NamedDisposition>): boolean =>
  !dispositions.has('scrap') && !dispositions.has('return');
