import { inventory, personBehind, published } from '@millwright/contracts';
import type { By } from '@millwright/event-sourcing';
import type { Publishes } from '@millwright/platform';
import type { DemandEvent } from './demand/demand.events.js';
import type { HeldSubject, LotEvent } from './material-lot/material-lot.events.js';
import type { RecallEvent } from './recall/recall.events.js';
import type { ShipmentEvent } from './shipment/shipment.events.js';

interface Said<Data> {
  readonly data: Data;
  readonly by: By;
}

/** What every published fact about a lot carries. */
const ofLot = ({ data: { lot, item, quantity, after }, by }: Said<LotEvent['data']>) => ({
  lot,
  item,
  quantity,
  balance: after.balance,
  person: personBehind(by),
});

const statusChange =
  (status: 'available' | 'quarantine' | 'blocked' | 'scrapped') =>
  (event: Said<LotEvent['data'] & { reason: string }>) =>
    published(inventory.LotStatusChanged, { ...ofLot(event), status, reason: event.data.reason });

const enforcement = (event: Said<LotEvent['data'] & { hold: string; subject: HeldSubject }>, lifted: boolean) => {
  const { hold, subject } = event.data;
  return published(inventory.HoldEnforcedInInventory, { ...ofLot(event), hold, subject, lifted });
};

const demandChange = ({
  data: { order, lines },
}: {
  data: Extract<DemandEvent, { type: 'MaterialDemandChanged' }>['data'];
}) => published(inventory.MaterialDemandChanged, { order, lines: [...lines] });

const recalled = ({ data }: { data: Extract<RecallEvent, { type: 'RecallOpened' | 'RecallExtended' }>['data'] }) => {
  const { recall, lot, reason, inStock, inProcess, shipped, scrapped, customers } = data;
  return published(inventory.RecallOpened, {
    recall,
    lot,
    reason,
    inStock: [...inStock],
    inProcess: [...inProcess],
    shipped: [...shipped],
    scrapped: [...scrapped],
    customers: [...customers],
  });
};

export const publishedEvents: Publishes<LotEvent | DemandEvent | ShipmentEvent | RecallEvent> = {
  MaterialReceived: (event) => {
    const { location, supplier, supplierLot, purchaseOrder, expiresAt } = event.data;
    const from = { supplier, supplierLot, purchaseOrder, expiresAt };
    return published(inventory.MaterialReceived, { ...ofLot(event), location, ...from });
  },
  ProductionReceived: (event) => {
    const { location, order, externalOrder } = event.data;
    return published(inventory.ProductionReceived, { ...ofLot(event), location, order, externalOrder });
  },
  LotReserved: (event) => published(inventory.MaterialReserved, { ...ofLot(event), order: event.data.order }),
  ReservationReleased: (event) =>
    published(inventory.ReservationReleased, { ...ofLot(event), order: event.data.order }),
  LotIssued: (event) => {
    const { order, from, to } = event.data;
    return published(inventory.LotIssued, { ...ofLot(event), order, from, to });
  },
  LotReturned: (event) =>
    published(inventory.LotReturned, { ...ofLot(event), order: event.data.order, to: event.data.to }),
  LotConsumed: (event) => {
    const { order, externalOrder, workCenter, location } = event.data;
    return published(inventory.LotConsumed, { ...ofLot(event), order, externalOrder, workCenter, location });
  },
  LotMoved: (event) => published(inventory.LotMoved, { ...ofLot(event), from: event.data.from, to: event.data.to }),
  LotAdjusted: (event) =>
    published(inventory.LotAdjusted, { ...ofLot(event), location: event.data.location, reason: event.data.reason }),
  LotBlocked: statusChange('blocked'),
  LotUnblocked: statusChange('available'),
  LotQuarantined: statusChange('quarantine'),
  LotReleasedFromQuarantine: statusChange('available'),
  LotScrapped: statusChange('scrapped'),
  LotShipped: (event) =>
    published(inventory.LotShipped, {
      ...ofLot(event),
      shipment: event.data.shipment,
      customer: event.data.customer,
    }),
  HoldEnforced: (event) => enforcement(event, false),
  HoldLifted: (event) => enforcement(event, true),
  MaterialReservedForOrder: demandChange,
  ReservationsTakenBack: demandChange,
  MaterialDemandChanged: demandChange,
  MaterialIssued: ({ data: { order, item, lot, quantity, location } }) =>
    published(inventory.MaterialIssued, { order, item, lot, quantity, location }),
  MaterialReturned: ({ data: { order, item, lot, quantity } }) =>
    published(inventory.MaterialReturned, { order, item, lot, quantity }),
  ShipmentShipped: ({ data: { shipment, customer, lots, parts }, by }) =>
    published(inventory.ShipmentShipped, {
      shipment,
      customer,
      lots: [...lots],
      lines: parts && [...parts],
      person: personBehind(by),
    }),
  RecallOpened: recalled,
  RecallExtended: recalled,
};
