import { streamOf } from '@millwright/event-sourcing';
import { Amounts } from '../material-lot/amounts.rules.js';
import type { ReservationEvent } from './reservation.events.js';

export interface ReservationState {
  readonly status: 'none' | 'active' | 'ended';
  readonly item: string;
  readonly order?: string;
  /** By lot. */
  readonly lots: Amounts;
}

export const reservation = streamOf<ReservationState, ReservationEvent>('reservation', {
  initialState: { status: 'none', item: '', lots: Amounts.none },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'ReservationMade':
        return {
          status: 'active',
          item: data.item,
          order: data.order,
          lots: data.lots.reduce((lots, { lot, quantity }) => lots.plus(lot, quantity), Amounts.none),
        };
      case 'ReservationReduced':
        return { ...state, lots: state.lots.minus(data.lot, data.quantity.value) };
      case 'ReservationEnded':
        return { ...state, status: 'ended', lots: Amounts.none };
    }
  },
});
