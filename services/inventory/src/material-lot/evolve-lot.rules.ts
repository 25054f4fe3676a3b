import { add, isMoreThan, isZero, subtract } from '@millwright/event-sourcing';
import { Amounts } from './amounts.rules.js';
import { holderOf, issueTo, type LotState, type Movement } from './lot-state.rules.js';
import type { LotFact } from './material-lot.events.js';

const put = (lot: LotState, location: string, quantity: string, quarantine?: boolean): LotState => ({
  ...lot,
  places: lot.places.plus(location, quantity),
  quarantine: quarantine && !lot.quarantine.has(location) ? new Set([...lot.quarantine, location]) : lot.quarantine,
});

/** A lot of which nothing is left at the place of its container has left the container. */
function take(lot: LotState, location: string, quantity: string): LotState {
  const places = lot.places.minus(location, quantity);
  const left = lot.container?.location === location && isZero(places.of(location));
  return { ...lot, places, container: left ? undefined : lot.container };
}

const issue = (lot: LotState, order: string, location: string, quantity: string): LotState => ({
  ...lot,
  issued: lot.issued.plus(issueTo(order, location), quantity),
  issuedAt: lot.issuedAt.plus(location, quantity),
});

const moved = (lot: LotState, movement: string, what: Omit<Movement, 'reversed'>, reverses?: string): LotState => {
  const movements = new Map(lot.movements).set(movement, { ...what, reversed: reverses !== undefined });
  const before = reverses === undefined ? undefined : movements.get(reverses);
  if (reverses !== undefined && before) movements.set(reverses, { ...before, reversed: true });
  return { ...lot, movements };
};

/** The lot after one more fact. */
export function evolveLot(lot: LotState, { type, data }: LotFact): LotState {
  const { value } = data.quantity;
  switch (type) {
    case 'MaterialReceived': {
      const { item, quantity, location, quarantine, supplier, supplierLot, purchaseOrder, expiresAt, movement } = data;
      const received: LotState = {
        ...lot,
        status: 'available',
        item,
        unit: quantity.unit,
        supplier,
        supplierLot,
        purchaseOrder,
        expiresAt,
      };
      return moved(put(received, location, value, quarantine), movement, {
        kind: 'receipt',
        quantity: value,
        to: location,
      });
    }
    case 'ProductionReceived': {
      const { item, quantity, order, location, quarantine } = data;
      const status = lot.status === 'unknown' ? 'available' : lot.status;
      return put(
        { ...lot, status, item, unit: quantity.unit, order, produced: add(lot.produced, value) },
        location,
        value,
        quarantine,
      );
    }
    case 'LotReserved':
      return { ...lot, reserved: lot.reserved.plus(holderOf(data), value) };
    case 'ReservationReleased':
      return { ...lot, reserved: lot.reserved.minus(holderOf(data), value) };
    case 'LotIssued': {
      const { order, from, to, fromReservation } = data;
      return issue(
        put(take({ ...lot, reserved: lot.reserved.minus(order, fromReservation) }, from, value), to, value),
        order,
        to,
        value,
      );
    }
    case 'LotReturned':
      return put(
        take(issue(lot, data.order, data.from, subtract('0', value)), data.from, value),
        data.to,
        value,
        data.quarantine,
      );
    case 'LotConsumed':
      return take(issue(lot, data.order, data.location, subtract('0', data.fromIssue)), data.location, value);
    case 'LotMoved': {
      const { from, to, quarantine, movement, reverses, container } = data;
      const there = put(take(lot, from, value), to, value, quarantine);
      return moved(
        { ...there, container: container === undefined ? there.container : { container, location: to } },
        movement,
        { kind: 'move', quantity: value, from, to },
        reverses,
      );
    }
    case 'LotAdjusted': {
      const { location, quarantine, movement, reverses } = data;
      const corrected = isMoreThan('0', value)
        ? take(lot, location, subtract('0', value))
        : put(lot, location, value, quarantine);
      return moved(corrected, movement, { kind: 'adjustment', quantity: value, to: location }, reverses);
    }
    case 'LotBlocked':
      return { ...lot, status: 'blocked' };
    case 'LotQuarantined':
      return { ...lot, status: 'quarantine' };
    case 'LotUnblocked':
    case 'LotReleasedFromQuarantine':
      return { ...lot, status: 'available' };
    case 'LotScrapped':
      return {
        ...lot,
        status: 'scrapped',
        places: Amounts.none,
        issued: Amounts.none,
        issuedAt: Amounts.none,
        container: undefined,
      };
    case 'HoldEnforced':
      return { ...lot, holds: new Map(lot.holds).set(data.hold, data.recall) };
    case 'HoldLifted':
      return { ...lot, holds: new Map([...lot.holds].filter(([hold]) => hold !== data.hold)) };
    case 'LotShipped':
      return {
        ...take(lot, data.from, value),
        shipped: [...lot.shipped, { shipment: data.shipment, customer: data.customer, quantity: value }],
      };
    case 'LotPutIntoContainer':
      return { ...lot, container: { container: data.container, location: data.location } };
    case 'LotTakenOutOfContainer':
      return { ...lot, container: undefined };
    case 'ConsumptionVarianceFound':
      return lot;
  }
}
