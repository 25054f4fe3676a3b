import { decimal, shown, Tally } from './decimal.js';
import { type Data, type LogEvent, textOf } from './facts.js';

/** A lot as the checker's own fold of its facts sees it, from their quantities and never from the balances that they carry. */
export class FoldedLot {
  readonly places = new Tally();
  /** At the line for an order. */
  readonly issued = new Tally();
  readonly reserved = new Tally();
  readonly flows = { in: 0n, out: 0n, scrapped: 0n, adjusted: 0n };
  status = 'unknown';
  version = 0;
  private readonly holds = new Set<string>();

  constructor(readonly lot: string) {}

  get usable(): boolean {
    return this.status === 'available' && this.holds.size === 0;
  }

  /** What the fact leaves below zero, if anything. */
  take(event: LogEvent): string[] {
    this.version = event.version;
    facts[event.type]?.(this, event.data, decimal(textOf(event.data, 'quantity.value')));
    const below = [
      ...this.places.entries().map(([place, amount]) => ({ what: `on hand at ${place}`, amount })),
      ...this.issued.entries().map(([to, amount]) => ({ what: `issued to ${to}`, amount })),
      ...this.reserved.entries().map(([by, amount]) => ({ what: `reserved by ${by}`, amount })),
    ].filter(({ amount }) => amount < 0n);
    return below.map(
      ({ what, amount }) => `lot ${this.lot} has ${shown(amount)} ${what} after ${event.type} at ${event.position}`,
    );
  }

  place(place: string, amount: bigint): void {
    this.places.add(place, amount);
  }

  hold(hold: string, isOn: boolean): void {
    this.holds[isOn ? 'add' : 'delete'](hold);
  }
}

type Fact = (lot: FoldedLot, data: Data, quantity: bigint) => void;

const text = (data: Data, field: string): string => textOf(data, field);
const holder = (data: Data): string => text(data, 'reservation') || text(data, 'order');
const at = (data: Data, place: string): string => `${text(data, 'order')} at ${text(data, place)}`;

const received: Fact = (lot, data, quantity) => {
  if (lot.status === 'unknown') lot.status = 'available';
  lot.flows.in += quantity;
  lot.place(text(data, 'location'), quantity);
};

const moved: Fact = (lot, data, quantity) => {
  lot.place(text(data, 'from'), -quantity);
  lot.place(text(data, 'to'), quantity);
};

const becomes =
  (status: string): Fact =>
  (lot) => {
    lot.status = status;
  };

const facts: Readonly<Record<string, Fact>> = {
  MaterialReceived: received,
  ProductionReceived: received,
  LotReserved: (lot, data, quantity) => void lot.reserved.add(holder(data), quantity),
  ReservationReleased: (lot, data, quantity) => void lot.reserved.add(holder(data), -quantity),
  LotIssued: (lot, data, quantity) => {
    lot.reserved.add(text(data, 'order'), -decimal(text(data, 'fromReservation')));
    moved(lot, data, quantity);
    lot.issued.add(at(data, 'to'), quantity);
  },
  LotReturned: (lot, data, quantity) => {
    lot.issued.add(at(data, 'from'), -quantity);
    moved(lot, data, quantity);
  },
  LotConsumed: (lot, data, quantity) => {
    lot.issued.add(at(data, 'location'), -decimal(text(data, 'fromIssue')));
    lot.place(text(data, 'location'), -quantity);
    lot.flows.out += quantity;
  },
  LotMoved: moved,
  LotAdjusted: (lot, data, quantity) => {
    lot.place(text(data, 'location'), quantity);
    lot.flows.adjusted += quantity;
  },
  LotShipped: (lot, data, quantity) => {
    lot.place(text(data, 'from'), -quantity);
    lot.flows.out += quantity;
  },
  LotScrapped: (lot) => {
    lot.flows.scrapped += lot.places.total;
    lot.places.clear();
    lot.issued.clear();
    lot.status = 'scrapped';
  },
  LotBlocked: becomes('blocked'),
  LotUnblocked: becomes('available'),
  LotQuarantined: becomes('quarantine'),
  LotReleasedFromQuarantine: becomes('available'),
  HoldEnforced: (lot, data) => lot.hold(text(data, 'hold'), true),
  HoldLifted: (lot, data) => lot.hold(text(data, 'hold'), false),
};
