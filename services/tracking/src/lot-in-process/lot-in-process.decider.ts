import { add, isZero, smaller, streamOf, subtract, type By, type Quantity } from '@millwright/event-sourcing';
import type { Attempt, InstalledComponent } from '../unit/unit.decider.js';
import type { CountedBefore, LotInProcessEvent, LotPart } from './lot-in-process.events.js';

export interface LotState {
  readonly status: 'none' | 'in-process' | 'completed' | 'scrapped' | 'split' | 'merged' | 'repacked' | 'transformed';
  readonly order: string;
  readonly item: string;
  readonly itemRevision: string;
  /** Decimal strings in this unit of measure. */
  readonly unit: string;
  /** What is left of it. */
  readonly quantity: string;
  readonly at?: Attempt;
  readonly passed: readonly string[];
  readonly good: Readonly<Record<string, string>>;
  readonly scrap: Readonly<Record<string, string>>;
  readonly countedBefore: CountedBefore;
  /** By operation: of what was reported there, how much was counted or put aside for rework before. */
  readonly runAgain: Readonly<Record<string, string>>;
  /** By operation: put aside there, and to be reported once more. */
  readonly toRework: Readonly<Record<string, string>>;
  readonly attempts: readonly Attempt[];
  readonly components: readonly InstalledComponent[];
  readonly from: readonly LotPart[];
  readonly into: readonly LotPart[];
}

const notBegun: LotState = {
  status: 'none',
  order: '',
  item: '',
  itemRevision: '',
  unit: '',
  quantity: '0',
  passed: [],
  good: {},
  scrap: {},
  countedBefore: {},
  runAgain: {},
  toRework: {},
  attempts: [],
  components: [],
  from: [],
  into: [],
};

type Data<Type extends LotInProcessEvent['type']> = Extract<LotInProcessEvent, { type: Type }>['data'];

/** A lot as it begins; also for a command that begins it and goes on with it. */
export const begun = ({ order, item, itemRevision, quantity }: Data<'LotBegun'>): LotState => ({
  ...notBegun,
  status: 'in-process',
  order,
  item,
  itemRevision,
  unit: quantity.unit,
  quantity: quantity.value,
});

type ByOperation = Readonly<Record<string, string>>;
const plus = (amounts: ByOperation, operation: string, more: string): ByOperation => ({
  ...amounts,
  [operation]: add(amounts[operation] ?? '0', more),
});
const without = (amounts: ByOperation, operations: readonly string[]): ByOperation =>
  Object.fromEntries(Object.entries(amounts).filter(([operation]) => !operations.includes(operation)));

/** What is scrapped does not run again anywhere. */
const lessScrapped = (before: CountedBefore, at: string, again: string, scrap: string): CountedBefore =>
  Object.fromEntries(
    Object.entries(before).map(([operation, pieces]) => [
      operation,
      subtract(pieces, operation === at ? again : smaller(scrap, pieces)),
    ]),
  );

const reported = (
  state: LotState,
  { operation, good, scrap, rework, again, afterRework }: Data<'LotReported'>,
): LotState => ({
  ...state,
  quantity: subtract(state.quantity, scrap.value),
  good: plus(state.good, operation, good.value),
  scrap: plus(state.scrap, operation, scrap.value),
  countedBefore: lessScrapped(state.countedBefore, operation, again?.value ?? '0', scrap.value),
  runAgain: plus(state.runAgain, operation, again?.value ?? '0'),
  toRework: plus(state.toRework, operation, subtract(rework?.value ?? '0', afterRework?.value ?? '0')),
});

const partScrapped = (
  state: LotState,
  { operation, quantity, reported: wasGood, again }: Data<'LotPartScrapped'>,
): LotState => ({
  ...state,
  quantity: subtract(state.quantity, quantity.value),
  good: plus(state.good, operation, subtract('0', wasGood.value)),
  countedBefore: lessScrapped(state.countedBefore, operation, again?.value ?? '0', quantity.value),
});

const sentBack = (state: LotState, data: Data<'LotSentToRework'>): LotState => {
  const { again, foundAt, unreported, countedBefore, originOperation = foundAt } = data;
  return {
    ...state,
    status: 'in-process',
    at: undefined,
    passed: state.passed.filter((one) => !again.includes(one)),
    good: without(state.good, again),
    scrap: without(state.scrap, again),
    runAgain: without(state.runAgain, again),
    toRework: originOperation !== foundAt || isZero(unreported.value) ? {} : { [foundAt]: unreported.value },
    countedBefore,
  };
};

const movedIn = (
  state: LotState,
  { operation, workCenter }: Data<'LotMovedIn'>,
  { at: startedAt, actor: person, station }: By,
): LotState => {
  const attempt = state.attempts.filter((one) => one.operation === operation).length + 1;
  const at = { operation, workCenter, attempt, startedAt, person, station };
  return { ...state, at, attempts: [...state.attempts, at] };
};

const finished = (state: LotState, { operation }: Data<'LotFinishedOperation'>, { at: finishedAt }: By): LotState => ({
  ...state,
  at: undefined,
  passed: [...state.passed, operation],
  attempts: state.attempts.map((one) => (one === state.at ? { ...one, finishedAt } : one)),
});

const evolve = (state: LotState, event: LotInProcessEvent, by: By): LotState => {
  switch (event.type) {
    case 'LotBegun':
      return begun(event.data);
    case 'LotMadeOfLots':
      return {
        ...begun(event.data),
        from: event.data.from,
        passed: event.data.passed,
        countedBefore: event.data.countedBefore ?? {},
      };
    case 'LotMovedIn':
      return movedIn(state, event.data, by);
    case 'LotReported':
      return reported(state, event.data);
    case 'LotPartScrapped':
      return partScrapped(state, event.data);
    case 'LotSentToRework':
      return sentBack(state, event.data);
    case 'LotFinishedOperation':
      return finished(state, event.data, by);
    case 'MaterialConsumed': {
      const { item, lot, quantity, operation, position, backflushed } = event.data;
      return {
        ...state,
        components: [
          ...state.components,
          { item, lot, quantity, operation, position, backflushed, at: by.at, person: by.actor },
        ],
      };
    }
    case 'LotScrapped':
      return { ...state, status: 'scrapped', at: undefined };
    case 'LotSplit': {
      const { into, remaining } = event.data;
      return {
        ...state,
        into: [...state.into, ...into],
        quantity: remaining.value,
        countedBefore: event.data.countedBefore ?? state.countedBefore,
        status: isZero(remaining.value) ? 'split' : state.status,
      };
    }
    case 'LotRepacked':
      return { ...state, status: 'repacked', quantity: '0', into: event.data.into };
    case 'LotTransformed':
      return { ...state, status: 'transformed', quantity: '0', into: event.data.into };
    case 'LotMerged':
      return {
        ...state,
        status: 'merged',
        quantity: '0',
        into: [{ lot: event.data.into, quantity: event.data.quantity }],
      };
    case 'LotCompleted':
      return { ...state, status: 'completed' };
    case 'LotAcceptedAsIs':
    case 'BackflushVarianceRecorded':
      return state;
  }
};

/** The life of one lot while it is being made. */
export const lotInProcess = streamOf<LotState, LotInProcessEvent>('lot-in-process', { initialState: notBegun, evolve });

export const inLot = ({ unit }: Pick<LotState, 'unit'>, value: string): Quantity => ({ value, unit });
