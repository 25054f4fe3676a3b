import { orders, type HeardEvent } from '@millwright/contracts';
import { heardStream } from '@millwright/event-sourcing';
import type { ItemState } from './item.rules.js';

/** An item as heard from orders, in its latest revision. A blocked item may still be received, so blocking is not folded. */
export const item = heardStream<ItemState, HeardEvent<typeof orders.ItemReleased>>('orders', 'item', {
  initialState: { known: false, unit: '', tracking: 'lot', conversions: new Map() },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'millwright.orders.item-released.v1':
        return {
          known: true,
          unit: data.unit,
          tracking: data.tracking,
          conversions: new Map(data.conversions.map(({ unit, factor }) => [unit, factor])),
        };
    }
    return state;
  },
});
