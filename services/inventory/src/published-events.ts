import { inventory, published } from '@millwright/contracts';
import type { Publishes } from '@millwright/platform';
import type { DemandEvent } from './demand/demand.events.js';
import type { HeldSubject, LotEvent } from './material-lot/material-lot.events.js';
import type { RecallEvent } from './recall/recall.events.js';
import type { ShipmentEvent } from './shipment/shipment.events.js';

/** What every published fact about a lot carries. */
const ofLot = ({ lot, item, quantity, after: { balance } }: LotEvent['data']) => ({ lot, item, quantity, balance });

const statusChange =
  (status: 'available' | 'quarantine' | 'blocked' | 'scrapped') =>
  ({ data }: { data: LotEvent['data'] & { reason: string } }) =>
    published(inventory.LotStatusChanged, { ...ofLot(data), status, reason: data.reason });

const enforcement = (data: LotEvent['data'] & { hold: string; subject: HeldSubject }, lifted: boolean) =>
  published(inventory.HoldEnforcedInInventory, { ...ofLot(data), hold: data.hold, subject: data.subject, lifted });

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
  MaterialReceived: ({ data }) => {
    const { location, supplier, supplierLot, expiresAt } = data;
    return published(inventory.MaterialReceived, { ...ofLot(data), location, supplier, supplierLot, expiresAt });
  },
  ProductionReceived: ({ data }) =>
    published(inventory.ProductionReceived, { ...ofLot(data), location: data.location, order: data.order }),
  LotReserved: ({ data }) => published(inventory.MaterialReserved, { ...ofLot(data), order: data.order }),
  ReservationReleased: ({ data }) => published(inventory.ReservationReleased, { ...ofLot(data), order: data.order }),
  LotIssued: ({ data }) =>
    published(inventory.LotIssued, { ...ofLot(data), order: data.order, from: data.from, to: data.to }),
  LotReturned: ({ data }) => published(inventory.LotReturned, { ...ofLot(data), order: data.order, to: data.to }),
  LotConsumed: ({ data }) =>
    published(inventory.LotConsumed, { ...ofLot(data), order: data.order, location: data.location }),
  LotMoved: ({ data }) => published(inventory.LotMoved, { ...ofLot(data), from: data.from, to: data.to }),
  LotAdjusted: ({ data }) =>
    published(inventory.LotAdjusted, { ...ofLot(data), location: data.location, reason: data.reason }),
  LotBlocked: statusChange('blocked'),
  LotUnblocked: statusChange('available'),
  LotQuarantined: statusChange('quarantine'),
  LotReleasedFromQuarantine: statusChange('available'),
  LotScrapped: statusChange('scrapped'),
  LotShipped: ({ data }) =>
    published(inventory.LotShipped, { ...ofLot(data), shipment: data.shipment, customer: data.customer }),
  HoldEnforced: ({ data }) => enforcement(data, false),
  HoldLifted: ({ data }) => enforcement(data, true),
  MaterialReservedForOrder: demandChange,
  ReservationsTakenBack: demandChange,
  MaterialDemandChanged: demandChange,
  MaterialIssued: ({ data: { order, item, lot, quantity, location } }) =>
    published(inventory.MaterialIssued, { order, item, lot, quantity, location }),
  MaterialReturned: ({ data: { order, item, lot, quantity } }) =>
    published(inventory.MaterialReturned, { order, item, lot, quantity }),
  ShipmentShipped: ({ data: { shipment, customer, lots } }) =>
    published(inventory.ShipmentShipped, { shipment, customer, lots: [...lots] }),
  RecallOpened: recalled,
  RecallExtended: recalled,
};
