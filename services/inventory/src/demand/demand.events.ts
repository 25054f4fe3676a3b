import type { Event } from '@millwright/event-sourcing';

interface Amount {
  readonly value: string;
  readonly unit: string;
}

export interface RequiredItem {
  readonly item: string;
  readonly unit: string;
  readonly required: string;
}

export interface DemandLine extends RequiredItem {
  readonly reserved: string;
  readonly issued: string;
  /** required - reserved - issued, never below zero */
  readonly short: string;
}

/** In the item's base unit. */
export interface LotShare {
  readonly item: string;
  readonly lot: string;
  readonly quantity: string;
}

interface OfOrder {
  readonly order: string;
}

/** How the order's lines stand after the fact. */
interface WithLines {
  readonly lines: readonly DemandLine[];
}

/** What one order needs and has: opened by its release, closed with the order. */
export type DemandEvent =
  | Event<
      'MaterialDemandOpened',
      OfOrder & { readonly product: string; readonly dueAt?: string; readonly required: readonly RequiredItem[] }
    >
  | Event<'MaterialReservedForOrder', OfOrder & WithLines & { readonly lots: readonly LotShare[] }>
  | Event<
      'ReservationsTakenBack',
      OfOrder & WithLines & { readonly lots: readonly LotShare[]; readonly reason: string }
    >
  | Event<
      'MaterialIssued',
      OfOrder & {
        readonly item: string;
        readonly lot: string;
        readonly quantity: Amount;
        readonly location: string;
        readonly fromReservation: string;
      }
    >
  | Event<'MaterialReturned', OfOrder & { readonly item: string; readonly lot: string; readonly quantity: Amount }>
  /** More went to the line than the order requires: how much more, in all. */
  | Event<'IssuedBeyondRequirement', OfOrder & { readonly item: string; readonly quantity: Amount }>
  | Event<'MaterialDemandChanged', OfOrder & WithLines>
  | Event<'MaterialDemandClosed', OfOrder & { readonly because: 'closed' | 'cancelled' }>;
