import { streamOf, type By, type Quantity } from '@millwright/event-sourcing';
import { withHold, withoutHold, type Holds } from '../component/component-lot.decider.js';
import type { UnitEvent } from './unit.events.js';

export interface Attempt {
  readonly operation: string;
  readonly workCenter: string;
  readonly attempt: number;
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly person: string;
  readonly station?: string;
}

export interface InstalledComponent {
  readonly item: string;
  readonly lot: string;
  readonly quantity: Quantity;
  readonly operation: string;
  readonly position?: string;
  readonly backflushed: boolean;
  readonly at: string;
  readonly person: string;
  readonly removedAt?: string;
}

/** A part that was scanned for this unit, but is in another one. */
export interface RefusedComponent {
  readonly operation: string;
  readonly item: string;
  readonly lot: string;
  readonly installedIn: string;
  readonly at: string;
  readonly person: string;
}

export interface Verdict {
  readonly operation: string;
  readonly inspection: string;
  readonly verdict: 'passed' | 'failed';
  readonly at: string;
}

export interface UnitState extends Holds {
  readonly status: 'none' | 'in-process' | 'completed' | 'scrapped';
  readonly order: string;
  readonly item: string;
  readonly itemRevision: string;
  readonly createdAt: string;
  readonly at?: Attempt;
  /** Passed and not sent back since. */
  readonly passed: readonly string[];
  /** Operations that have counted it as good: each counts it once. */
  readonly counted: readonly string[];
  readonly attempts: readonly Attempt[];
  readonly components: readonly InstalledComponent[];
  readonly refusals: readonly RefusedComponent[];
  readonly verdicts: readonly Verdict[];
  /** When each operation was last sent back; what was said before does not count for the next attempt. */
  readonly sentBackAt: Readonly<Record<string, string>>;
  /** It runs again until it has passed this operation. */
  readonly reworkUntil?: string;
  readonly scrapReason?: string;
}

const notCreated: UnitState = {
  status: 'none',
  order: '',
  item: '',
  itemRevision: '',
  createdAt: '',
  passed: [],
  counted: [],
  attempts: [],
  components: [],
  refusals: [],
  verdicts: [],
  sentBackAt: {},
  holds: {},
};

type Data<Type extends UnitEvent['type']> = Extract<UnitEvent, { type: Type }>['data'];

const movedIn = (
  state: UnitState,
  { operation, workCenter, attempt }: Data<'UnitMovedIn'>,
  { at: startedAt, actor: person, station }: By,
): UnitState => {
  const begun = { operation, workCenter, attempt, startedAt, person, station };
  return { ...state, at: begun, attempts: [...state.attempts, begun] };
};

const finished = (
  state: UnitState,
  { operation }: Data<'UnitFinishedOperation'>,
  { at: finishedAt, actor: person, station }: By,
): UnitState => {
  const attempts = state.attempts.map((one) =>
    one === state.at ? { ...one, finishedAt, person, station: station ?? one.station } : one,
  );
  const { reworkUntil, ...rest } = state;
  return {
    ...rest,
    ...(reworkUntil !== operation && { reworkUntil }),
    at: undefined,
    attempts,
    passed: [...state.passed, operation],
    counted: state.counted.includes(operation) ? state.counted : [...state.counted, operation],
  };
};

const consumed = (
  state: UnitState,
  { item, lot, quantity, operation, position, backflushed }: Data<'MaterialConsumed'>,
  { at, actor: person }: By,
): UnitState => ({
  ...state,
  components: [...state.components, { item, lot, quantity, operation, position, backflushed, at, person }],
});

const removed = (
  state: UnitState,
  { item, lot, operation }: Data<'ComponentRemoved'>,
  { at: removedAt }: By,
): UnitState => {
  const gone = state.components.findLast(
    (one) => one.item === item && one.lot === lot && one.operation === operation && !one.removedAt,
  );
  return { ...state, components: state.components.map((one) => (one === gone ? { ...one, removedAt } : one)) };
};

const sentBack = (state: UnitState, { again, takenBack }: Data<'UnitSentToRework'>, { at }: By): UnitState => {
  const reworkUntil = state.at?.operation ?? state.passed.at(-1) ?? again.at(-1);
  return {
    ...state,
    status: 'in-process',
    at: undefined,
    reworkUntil,
    passed: state.passed.filter((one) => !again.includes(one)),
    counted: state.counted.filter((one) => !takenBack.includes(one)),
    sentBackAt: { ...state.sentBackAt, ...Object.fromEntries(again.map((operation) => [operation, at])) },
  };
};

const evolve = (state: UnitState, event: UnitEvent, by: By): UnitState => {
  switch (event.type) {
    case 'UnitCreated':
      return { ...state, ...event.data, status: 'in-process', createdAt: by.at };
    case 'UnitMovedIn':
      return movedIn(state, event.data, by);
    case 'UnitFinishedOperation':
      return finished(state, event.data, by);
    case 'UnitCompleted':
      return { ...state, status: 'completed' };
    case 'MaterialConsumed':
      return consumed(state, event.data, by);
    case 'ComponentRemoved':
      return removed(state, event.data, by);
    case 'InspectionVerdictHeard': {
      const { operation, inspection, verdict } = event.data;
      return { ...state, verdicts: [...state.verdicts, { operation, inspection, verdict, at: by.at }] };
    }
    case 'UnitSentToRework':
      return sentBack(state, event.data, by);
    case 'UnitAcceptedAsIs': {
      const { operation, nonconformance: inspection } = event.data;
      return operation === undefined
        ? state
        : { ...state, verdicts: [...state.verdicts, { operation, inspection, verdict: 'passed', at: by.at }] };
    }
    case 'UnitScrapped':
      return { ...state, status: 'scrapped', at: undefined, scrapReason: event.data.reason };
    case 'HoldPutOnUnit':
      return withHold(state, event.data.hold, event.data.reason);
    case 'HoldTakenOffUnit':
      return withoutHold(state, event.data.hold);
    case 'ComponentRefused': {
      const { operation, item, lot, installedIn } = event.data;
      return {
        ...state,
        refusals: [...state.refusals, { operation, item, lot, installedIn, at: by.at, person: by.actor }],
      };
    }
    case 'BackflushVarianceRecorded':
      return state;
  }
};

/** The life of one serialized piece. */
export const unit = streamOf<UnitState, UnitEvent>('unit', { initialState: notCreated, evolve });
