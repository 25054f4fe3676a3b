import type { Event } from '@millwright/event-sourcing';

interface Amount {
  readonly value: string;
  readonly unit: string;
}

export interface HeldSubject {
  readonly kind: 'unit' | 'lot';
  readonly id: string;
  readonly item?: string;
}

/** What every fact about a lot says: which, of which item, and how much of it the fact is about, in the item's base unit. */
interface OfLot {
  readonly lot: string;
  readonly item: string;
  readonly quantity: Amount;
}

type Fact<Type extends string, Data extends object> = Event<Type, OfLot & Data>;

interface PutAt {
  readonly location: string;
  /** The location is of kind quarantine: what lies there is not available. */
  readonly quarantine?: boolean;
}

interface ForOrder {
  readonly order: string;
}

interface Reserving extends ForOrder {
  /** The reservation's number, where it is not part of an order's material demand. */
  readonly reservation?: string;
}

/** Names a fact that can be reversed. */
interface Reversible {
  readonly movement: string;
  /** The movement that this one takes back. */
  readonly reverses?: string;
}

interface Because {
  readonly reason: string;
}

/** Facts in the life of one lot, or of one piece with a serial number, as they are decided. */
export type LotFact =
  | Fact<
      'MaterialReceived',
      PutAt &
        Reversible & {
          readonly supplier?: string;
          readonly supplierLot?: string;
          readonly purchaseOrder?: string;
          readonly expiresAt?: string;
        }
    >
  | Fact<'ProductionReceived', PutAt & ForOrder & { readonly externalOrder?: string }>
  | Fact<'LotReserved', Reserving>
  | Fact<'ReservationReleased', Reserving & Because>
  /** `fromReservation`: how much of it the order had reserved. */
  | Fact<'LotIssued', ForOrder & { readonly from: string; readonly to: string; readonly fromReservation: string }>
  | Fact<'LotReturned', ForOrder & { readonly from: string; readonly to: string; readonly quarantine?: boolean }>
  /** `fromIssue`: how much of it had been issued to the order at that location. */
  | Fact<
      'LotConsumed',
      ForOrder & {
        readonly externalOrder?: string;
        readonly workCenter?: string;
        readonly location: string;
        readonly fromIssue: string;
        readonly product: HeldSubject;
      }
    >
  /** Tracking consumed more of the lot than there was: the quantity is what was missing. */
  | Fact<'ConsumptionVarianceFound', ForOrder & { readonly product: HeldSubject }>
  | Fact<
      'LotMoved',
      Reversible & {
        readonly from: string;
        readonly to: string;
        readonly quarantine?: boolean;
        readonly container?: string;
      }
    >
  /** The quantity is the difference, negative when something was missing. */
  | Fact<'LotAdjusted', PutAt & Reversible & Because>
  | Fact<'LotBlocked', Because>
  | Fact<'LotUnblocked', Because>
  | Fact<'LotQuarantined', Because>
  | Fact<'LotReleasedFromQuarantine', Because>
  | Fact<'LotScrapped', Because>
  | Fact<'HoldEnforced', { readonly hold: string; readonly subject: HeldSubject; readonly recall: boolean }>
  | Fact<'HoldLifted', { readonly hold: string; readonly subject: HeldSubject }>
  | Fact<'LotShipped', { readonly shipment: string; readonly customer: string; readonly from: string }>
  | Fact<'LotPutIntoContainer', { readonly container: string; readonly location: string }>
  | Fact<'LotTakenOutOfContainer', { readonly container: string }>;

export interface StockAt {
  readonly location: string;
  readonly onHand: string;
  readonly reserved: string;
  readonly issued: string;
  readonly quarantine: boolean;
}

/** How the lot stands after the fact. */
export interface LotResult {
  readonly balance: { readonly onHand: string; readonly reserved: string; readonly available: string };
  readonly issued: string;
  readonly quarantined: string;
  /** Neither held nor blocked nor scrapped. Whether it has expired depends on when one asks. */
  readonly usable: boolean;
  readonly places: readonly StockAt[];
}

type WithResult<F> =
  F extends Event<infer Type, infer Data> ? Event<Type, Data & { readonly after: LotResult }> : never;

/** The facts as they are recorded: each with the balance that it leads to. */
export type LotEvent = WithResult<LotFact>;
