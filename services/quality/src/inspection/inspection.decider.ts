import { streamOf, type Quantity } from '@millwright/event-sourcing';
import type { FrozenCharacteristic, InspectedSubject, InspectionEvent, Measured } from './inspection.events.js';

export interface InspectionState {
  readonly status: 'none' | 'open' | 'passed' | 'failed' | 'cancelled';
  readonly plan: string;
  readonly planRevision: string;
  readonly subject: InspectedSubject;
  readonly order?: string;
  readonly operation?: string;
  readonly quantity: Quantity;
  readonly attempt: number;
  readonly characteristics: readonly FrozenCharacteristic[];
  readonly needsApproval: readonly string[];
  readonly measurements: readonly Measured[];
  /** Everybody who measured, and for whom. */
  readonly inspectors: ReadonlySet<string>;
}

export const nothingYet: InspectionState = {
  status: 'none',
  plan: '',
  planRevision: '',
  subject: { kind: 'unit', id: '' },
  quantity: { value: '0', unit: '' },
  attempt: 0,
  characteristics: [],
  needsApproval: [],
  measurements: [],
  inspectors: new Set(),
};

export const inspection = streamOf<InspectionState, InspectionEvent>('inspection', {
  initialState: nothingYet,
  evolve: (state, { type, data }, by) => {
    switch (type) {
      case 'InspectionOpened': {
        const { plan, planRevision, subject, order, operation, quantity, attempt, characteristics, needsApproval } =
          data;
        return {
          ...nothingYet,
          status: 'open',
          plan,
          planRevision,
          subject,
          order,
          operation,
          quantity,
          attempt,
          characteristics,
          needsApproval,
        };
      }
      case 'MeasurementsRecorded':
        return {
          ...state,
          measurements: [...state.measurements, ...data.measurements],
          inspectors: new Set([...state.inspectors, by.actor, ...(by.onBehalfOf === undefined ? [] : [by.onBehalfOf])]),
        };
      case 'InspectionPassed':
        return state.status === 'failed' ? state : { ...state, status: 'passed' };
      case 'InspectionFailed':
        return { ...state, status: 'failed' };
      case 'InspectionCancelled':
        return { ...state, status: 'cancelled' };
    }
  },
});
