import { tracking, type HeardEvent } from '@millwright/contracts';
import { add, heardStream } from '@millwright/event-sourcing';

export interface MadeUnit {
  readonly status: 'unknown' | 'in-process' | 'completed' | 'scrapped';
  readonly item: string;
  readonly order: string;
  readonly externalOrder?: string;
}

type HeardOfUnit =
  | HeardEvent<typeof tracking.MaterialConsumed>
  | HeardEvent<typeof tracking.UnitCompleted>
  | HeardEvent<typeof tracking.UnitSentToRework>
  | HeardEvent<typeof tracking.UnitScrapped>;

/** What tracking tells about a serialized unit; the gate of its receipt into stock. */
export const madeUnit = heardStream<MadeUnit, HeardOfUnit>('tracking', 'unit', {
  initialState: { status: 'unknown', item: '', order: '' },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'millwright.tracking.material-consumed.v1':
        return state.status === 'unknown' ? { ...state, status: 'in-process', order: data.order } : state;
      case 'millwright.tracking.unit-completed.v1':
        return { status: 'completed', item: data.item, order: data.order, externalOrder: data.externalOrder };
      case 'millwright.tracking.unit-sent-to-rework.v1':
        return { ...state, status: 'in-process', order: data.order };
      case 'millwright.tracking.unit-scrapped.v1':
        return { status: 'scrapped', item: data.item, order: data.order };
    }
    return state;
  },
});

export interface MadeLot {
  readonly item: string;
  readonly order: string;
  readonly externalOrder?: string;
  readonly unit: string;
  /** What has passed the last operation. */
  readonly completed: string;
}

/** What tracking tells about a lot made without serial numbers. */
export const madeLot = heardStream<MadeLot, HeardEvent<typeof tracking.LotCompleted>>('tracking', 'lot-in-process', {
  initialState: { item: '', order: '', unit: '', completed: '0' },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'millwright.tracking.lot-completed.v1':
        return {
          item: data.item,
          order: data.order,
          externalOrder: data.externalOrder,
          unit: data.quantity.unit,
          completed: add(state.completed, data.quantity.value),
        };
    }
    return state;
  },
});
