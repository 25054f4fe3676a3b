import { streamOf } from '@millwright/event-sourcing';
import type { LotLineEvent } from './lot-line.events.js';
import type { LineInspection, LotLineState } from './lot-line.rules.js';

const withInspection = (state: LotLineState, inspection: string, change: Partial<LineInspection>): LotLineState => {
  const before = state.inspections.get(inspection) ?? { status: 'open', quantity: '0', accepted: '0', rejected: '0' };
  return { ...state, inspections: new Map([...state.inspections, [inspection, { ...before, ...change }]]) };
};

const lines = streamOf<LotLineState, LotLineEvent>('lot-line', {
  initialState: { inspections: new Map(), attempts: 0 },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'LotLineInspectionOpened': {
        const before = data.repeats === undefined ? state : withInspection(state, data.repeats, { status: 'repeated' });
        const opened = withInspection(before, data.inspection, {
          status: 'open',
          quantity: data.quantity.value,
          repeats: data.repeats,
        });
        return { ...opened, latest: data.inspection, attempts: Math.max(state.attempts, data.attempt) };
      }
      case 'LotLineInspectionCancelled': {
        const repeats = state.inspections.get(data.inspection)?.repeats;
        const before = repeats === undefined ? state : withInspection(state, repeats, { status: 'judged' });
        return { ...withInspection(before, data.inspection, { status: 'cancelled' }), latest: repeats };
      }
      case 'UnitJudged':
        return withInspection(state, data.inspection, {
          status: 'judged',
          accepted: data.accepted.value,
          rejected: data.rejected.value,
        });
      case 'LotJudged':
        return withInspection(state, data.inspection, {
          status: 'judged',
          accepted: data.judged.accepted,
          rejected: data.judged.rejected,
        });
    }
  },
});

interface Place {
  readonly subject: string;
  readonly operation?: string;
  readonly plan: string;
}

/** One lot or unit, judged by one plan at one place: on receipt, or at one operation of its order. No two places give the same id. */
export const lineId = ({ subject, operation = 'receipt', plan }: Place): string =>
  [subject, operation].map(encodeURIComponent).concat(plan).join('/');
export const lotLine = (place: Place) => lines(lineId(place));
