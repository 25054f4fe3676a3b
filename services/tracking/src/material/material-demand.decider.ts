import { inventory, type HeardEvent } from '@millwright/contracts';
import { add, heardStream, subtract } from '@millwright/event-sourcing';

type DemandEvent = HeardEvent<typeof inventory.MaterialIssued> | HeardEvent<typeof inventory.MaterialReturned>;

/** What inventory has issued to an order and not taken back: by item, the lots in the order of their first issue. */
export type Issued = ReadonlyMap<string, ReadonlyMap<string, string>>;

const changed = (issued: Issued, item: string, lot: string, change: (value: string) => string): Issued => {
  const lots = issued.get(item) ?? new Map<string, string>();
  return new Map(issued).set(item, new Map(lots).set(lot, change(lots.get(lot) ?? '0')));
};

export const materialDemand = heardStream<Issued, DemandEvent>('inventory', 'material-demand', {
  initialState: new Map(),
  evolve: (issued, event) => {
    switch (event.type) {
      case inventory.MaterialIssued.type:
        return changed(issued, event.data.item, event.data.lot, (value) => add(value, event.data.quantity.value));
      case inventory.MaterialReturned.type:
        return changed(issued, event.data.item, event.data.lot, (value) => subtract(value, event.data.quantity.value));
    }
    return issued;
  },
});
