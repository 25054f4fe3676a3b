import { inventory, tracking, type HeardEvent } from '@millwright/contracts';
import { add, heardStream, type Look, type Quantity } from '@millwright/event-sourcing';
import { heardUnit } from './unit.decider.js';

export interface HeardLot {
  readonly item?: string;
  readonly order?: string;
  /** All that ever came in under this number, in the item's base unit. */
  readonly received?: Quantity;
  readonly scrapped: boolean;
}

type StockHeard =
  | HeardEvent<typeof inventory.MaterialReceived>
  | HeardEvent<typeof inventory.ProductionReceived>
  | HeardEvent<typeof inventory.LotStatusChanged>;

const withMore = (state: HeardLot, item: string, more: Quantity): HeardLot => ({
  ...state,
  item,
  received: { value: add(state.received?.value ?? '0', more.value), unit: more.unit },
});

/** A lot in stock. */
export const stockLot = heardStream<HeardLot, StockHeard>('inventory', 'material-lot', {
  initialState: { scrapped: false },
  evolve: (state, { type, data }) => {
    switch (type) {
      case inventory.MaterialReceived.type:
      case inventory.ProductionReceived.type:
        return withMore(state, data.item, data.quantity);
      case inventory.LotStatusChanged.type:
        return { ...state, item: data.item, scrapped: data.status === 'scrapped' };
    }
    return state;
  },
});

/** A lot that an order made. */
const lotInProcess = heardStream<HeardLot, HeardEvent<typeof tracking.LotCompleted>>('tracking', 'lot-in-process', {
  initialState: { scrapped: false },
  evolve: (state, { type, data }) =>
    type === tracking.LotCompleted.type ? { ...withMore(state, data.item, data.quantity), order: data.order } : state,
});

/** Tracking tells here of the holds on what is used up in others. */
const componentLot = heardStream<undefined, never>('tracking', 'component-lot', {
  initialState: undefined,
  evolve: (state) => state,
});

/** All that was heard of a unit or lot. */
export const goodsOf = (id: string) => [heardUnit(id), stockLot(id), lotInProcess(id), componentLot(id)];

/** The lot as inventory tells of it, or, before it is in stock, as tracking does. */
export function heardLot(lot: string, look: Look): HeardLot {
  const stock = look(stockLot(lot));
  const made = look(lotInProcess(lot));
  return {
    item: stock.item ?? made.item,
    order: made.order,
    received: stock.received ?? made.received,
    scrapped: stock.scrapped,
  };
}
