import { isMoreThan, isZero, smaller, subtract, sum } from '@millwright/event-sourcing';
import { Amounts } from './amounts.rules.js';
import { availableOf, type Stock } from './availability.rules.js';
import type { LotResult, StockAt } from './material-lot.events.js';

export type LotStatus = 'unknown' | 'available' | 'quarantine' | 'blocked' | 'scrapped';

/** A fact that can be taken back, once. */
export interface Movement {
  readonly kind: 'receipt' | 'move' | 'adjustment';
  readonly quantity: string;
  readonly from?: string;
  readonly to: string;
  readonly reversed: boolean;
}

export interface LotState {
  readonly status: LotStatus;
  readonly item: string;
  readonly unit: string;
  readonly expiresAt?: string;
  readonly supplier?: string;
  readonly supplierLot?: string;
  readonly purchaseOrder?: string;
  /** The order that made it. */
  readonly order?: string;
  /** How much of it has come from production so far. */
  readonly produced: string;
  /** On hand, by location. */
  readonly places: Amounts;
  readonly quarantine: ReadonlySet<string>;
  /** By order or reservation. */
  readonly reserved: Amounts;
  /** At the line for an order, by order and location. */
  readonly issued: Amounts;
  readonly issuedAt: Amounts;
  /** Hold to whether it is a recall, which goes on to what is made of the lot. */
  readonly holds: ReadonlyMap<string, boolean>;
  readonly shipped: readonly { readonly shipment: string; readonly customer: string; readonly quantity: string }[];
  readonly container?: { readonly container: string; readonly location: string };
  readonly movements: ReadonlyMap<string, Movement>;
}

export const unknownLot: LotState = {
  status: 'unknown',
  item: '',
  unit: '',
  produced: '0',
  places: Amounts.none,
  quarantine: new Set(),
  reserved: Amounts.none,
  issued: Amounts.none,
  issuedAt: Amounts.none,
  holds: new Map(),
  shipped: [],
  movements: new Map(),
};

/** Who holds a reservation: an order by its material demand, or a reservation of its own. */
export const holderOf = ({ order, reservation }: { readonly order: string; readonly reservation?: string }): string =>
  reservation === undefined ? order : `${holding}${reservation}`;
const holding = 'reservation\n';

export const reservationOf = (holder: string): string | undefined =>
  holder.startsWith(holding) ? holder.slice(holding.length) : undefined;

/** Names what is at the line for an order, by order and location. */
export const issueTo = (order: string, location: string): string => `${order}\n${location}`;

export const issuedTo = (lot: LotState, order: string, location: string): string =>
  lot.issued.of(issueTo(order, location));

/** On hand at a location and not there for an order. */
export const freeAt = (lot: LotState, location: string): string =>
  subtract(lot.places.of(location), lot.issuedAt.of(location));

export const quarantined = ({ quarantine, places }: LotState): string =>
  sum([...quarantine].map((location) => places.of(location)));

export const stockOf = (lot: LotState): Stock => ({
  onHand: lot.places.total,
  reserved: lot.reserved.total,
  issued: lot.issued.total,
  quarantined: quarantined(lot),
  usable: lot.status === 'available' && lot.holds.size === 0,
  expiresAt: lot.expiresAt,
});

/** Places in the order in which they are drawn from; what is reserved is shown where it will be drawn. */
export function placesOf(lot: LotState): StockAt[] {
  let unplaced = lot.reserved.total;
  return lot.places.entries().map(([location, onHand]) => {
    const quarantine = lot.quarantine.has(location);
    const reserved = quarantine ? '0' : smaller(unplaced, freeAt(lot, location));
    unplaced = subtract(unplaced, reserved);
    return { location, onHand, reserved, issued: lot.issuedAt.of(location), quarantine };
  });
}

/** Where an amount of free stock is drawn from; undefined when there is not so much. */
export function drawFrom(
  lot: LotState,
  amount: string,
  from?: string,
): { location: string; quantity: string }[] | undefined {
  let left = amount;
  const draws: { location: string; quantity: string }[] = [];
  for (const location of lot.places.names()) {
    if (isZero(left)) break;
    if (from === undefined ? lot.quarantine.has(location) : location !== from) continue;
    const quantity = smaller(left, freeAt(lot, location));
    if (!isMoreThan(quantity, '0')) continue;
    draws.push({ location, quantity });
    left = subtract(left, quantity);
  }
  return isZero(left) ? draws : undefined;
}

export function resultOf(lot: LotState, at: string): LotResult {
  const stock = stockOf(lot);
  const { onHand, reserved, issued, usable } = stock;
  return {
    balance: { onHand, reserved, available: availableOf(stock, at) },
    issued,
    quarantined: stock.quarantined,
    usable,
    places: placesOf(lot),
  };
}
