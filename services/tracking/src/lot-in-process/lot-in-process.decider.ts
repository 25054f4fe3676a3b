import { add, streamOf, subtract, type By, type Quantity } from '@millwright/event-sourcing';
import type { Attempt, InstalledComponent } from '../unit/unit.decider.js';
import type { LotInProcessEvent, LotPart } from './lot-in-process.events.js';

export interface LotState {
  readonly status: 'none' | 'in-process' | 'completed' | 'scrapped' | 'split' | 'merged';
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

const reported = (state: LotState, { operation, good, scrap }: Data<'LotReported'>): LotState => ({
  ...state,
  quantity: subtract(state.quantity, scrap.value),
  good: { ...state.good, [operation]: add(state.good[operation] ?? '0', good.value) },
  scrap: { ...state.scrap, [operation]: add(state.scrap[operation] ?? '0', scrap.value) },
});

const movedIn = (
  state: LotState,
  { operation, workCenter }: Data<'LotMovedIn'>,
  { at: startedAt, actor: person, station }: By,
): LotState => {
  const at = { operation, workCenter, attempt: 1, startedAt, person, station };
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
      return { ...begun(event.data), from: event.data.from, passed: event.data.passed };
    case 'LotMovedIn':
      return movedIn(state, event.data, by);
    case 'LotReported':
      return reported(state, event.data);
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
        status: remaining.value === '0' ? 'split' : state.status,
      };
    }
    case 'LotMerged':
      return {
        ...state,
        status: 'merged',
        quantity: '0',
        into: [{ lot: event.data.into, quantity: event.data.quantity }],
      };
    case 'LotCompleted':
      return { ...state, status: 'completed' };
    case 'BackflushVarianceRecorded':
      return state;
  }
};

/** The life of one lot while it is being made. */
export const lotInProcess = streamOf<LotState, LotInProcessEvent>('lot-in-process', { initialState: notBegun, evolve });

export const inLot = ({ unit }: Pick<LotState, 'unit'>, value: string): Quantity => ({ value, unit });
