import { decimal, isZero, sum, type Recorded } from '@millwright/event-sourcing';
import { availableOf, type Stock } from './availability.rules.js';
import { placesOf, stockOf, type LotState } from './lot-state.rules.js';
import type { LotFact, StockAt } from './material-lot.events.js';

/** Where shipped goods are. */
const shippedLocation = 'SHIPPED';

interface Lot {
  readonly lot: string;
  readonly item: string;
  readonly unit: string;
  readonly status: string;
  readonly supplier?: string | null;
  readonly supplierLot?: string | null;
  readonly purchaseOrder?: string | null;
  readonly order?: string | null;
  readonly expiresAt?: string | null;
  readonly stock: Stock;
  readonly places: readonly StockAt[];
  readonly holds: readonly string[];
  readonly container?: string | null;
  readonly shipments: readonly { readonly shipment: string; readonly customer: string; readonly quantity: string }[];
  readonly version: number;
}

/** Gone, by shipping or by use, is no status of its own in the rules; here it is told. */
const statusOf = ({ status, stock, shipments }: Lot): string => {
  if (status === 'scrapped' || !isZero(stock.onHand)) return status;
  return shipments.length > 0 ? 'shipped' : 'used-up';
};

function shown(lot: Lot, at: string) {
  const { unit, stock, places, shipments, version } = lot;
  const gone = sum(shipments.map(({ quantity }) => quantity));
  const there = places.map(({ location, onHand, reserved, issued }) => ({
    location,
    quantity: { value: onHand, unit },
    reserved,
    issued,
  }));
  return {
    lot: lot.lot,
    item: lot.item,
    status: statusOf(lot),
    quantity: { value: decimal(stock.onHand), unit },
    locations: isZero(gone)
      ? there
      : [...there, { location: shippedLocation, quantity: { value: gone, unit }, reserved: '0', issued: '0' }],
    balance: { onHand: decimal(stock.onHand), reserved: decimal(stock.reserved), available: availableOf(stock, at) },
    issued: decimal(stock.issued),
    holds: lot.holds,
    supplier: lot.supplier ?? undefined,
    supplierLot: lot.supplierLot ?? undefined,
    purchaseOrder: lot.purchaseOrder ?? undefined,
    expiresAt: lot.expiresAt ?? undefined,
    order: lot.order ?? undefined,
    container: lot.container ?? undefined,
    shipments,
    version,
  };
}

/** A lot as its stream had it at some time; undefined when it had not been received by then. */
export function pastLot(lot: string, { state, version }: { state: LotState; version: number }, at: string) {
  if (state.status === 'unknown') return undefined;
  const { container, shipped: shipments, holds } = state;
  return shown(
    {
      ...state,
      lot,
      stock: stockOf(state),
      places: placesOf(state),
      holds: [...holds.keys()],
      container: container?.container,
      shipments,
      version,
    },
    at,
  );
}

/** A lot as it stands. */
export function presentLot(
  row: LotRow & { readonly version: number },
  surroundings: Pick<Lot, 'holds' | 'container' | 'shipments'>,
  at: string,
) {
  const expiresAt = row.expiresAt?.toISOString();
  return shown({ ...row, ...surroundings, expiresAt, stock: { ...row, expiresAt } }, at);
}

interface LotRow {
  readonly lot: string;
  readonly item: string;
  readonly unit: string;
  readonly status: string;
  readonly supplier: string | null;
  readonly supplierLot: string | null;
  readonly purchaseOrder: string | null;
  readonly order: string | null;
  readonly expiresAt: Date | null;
  readonly receivedAt: Date;
  readonly onHand: string;
  readonly reserved: string;
  readonly issued: string;
  readonly quarantined: string;
  readonly usable: boolean;
  readonly places: readonly StockAt[];
}

/** One lot in a list. */
export const lotRow = (row: LotRow, at: string) => ({
  lot: row.lot,
  item: row.item,
  status: row.status,
  unit: row.unit,
  supplier: row.supplier,
  supplierLot: row.supplierLot,
  purchaseOrder: row.purchaseOrder,
  order: row.order,
  expiresAt: row.expiresAt,
  receivedAt: row.receivedAt,
  balance: {
    onHand: decimal(row.onHand),
    reserved: decimal(row.reserved),
    available: availableOf({ ...row, expiresAt: row.expiresAt?.toISOString() }, at),
  },
  issued: decimal(row.issued),
  usable: row.usable,
  locations: row.places.map(({ location, onHand }) => ({ location, quantity: { value: onHand, unit: row.unit } })),
});

/** Of the lot as a whole, or the state after the fact. */
const said = new Set(['lot', 'item', 'after']);

/** The facts about a lot as a list of movements; `movement` names those that can be reversed. */
export const movementsOf = (events: readonly Recorded<LotFact>[]) =>
  events.map(({ type, data, by, recordedAt, version }) => {
    const rest = Object.fromEntries(Object.entries(data).filter(([name]) => !said.has(name)));
    return { ...rest, what: type, version, at: by.at, actor: by.actor, station: by.station, recordedAt };
  });
