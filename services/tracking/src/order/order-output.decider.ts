import { add, streamOf } from '@millwright/event-sourcing';
import type { OrderOutputEvent } from './order-output.events.js';

export interface OrderOutput {
  readonly units: number;
  /** Pieces begun in lots, as a decimal string. */
  readonly pieces: string;
  /** Lots in process that are not ended by a split or a merge. */
  readonly lots: readonly string[];
}

export const orderOutput = streamOf<OrderOutput, OrderOutputEvent>('order-output', {
  initialState: { units: 0, pieces: '0', lots: [] },
  evolve: (state, event) => {
    switch (event.type) {
      case 'UnitsBegun':
        return { ...state, units: state.units + event.data.units.length };
      case 'OrderLotBegun':
        return { ...state, pieces: add(state.pieces, event.data.pieces), lots: [...state.lots, event.data.lot] };
      case 'LotsChanged': {
        const { ended, begun } = event.data;
        return { ...state, lots: [...state.lots.filter((one) => !ended.includes(one)), ...begun] };
      }
    }
  },
});
