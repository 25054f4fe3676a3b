import type { Event } from '@millwright/event-sourcing';

export interface ReservedLot {
  readonly lot: string;
  readonly quantity: string;
}

interface Amount {
  readonly value: string;
  readonly unit: string;
}

/** Stock set aside besides the material demands of orders. */
export type ReservationEvent =
  | Event<
      'ReservationMade',
      {
        readonly reservation: string;
        readonly item: string;
        readonly quantity: Amount;
        readonly order?: string;
        readonly purpose?: string;
        readonly lots: readonly ReservedLot[];
      }
    >
  /** A lot could not serve it any more. */
  | Event<
      'ReservationReduced',
      { readonly reservation: string; readonly lot: string; readonly quantity: Amount; readonly reason: string }
    >
  | Event<'ReservationEnded', { readonly reservation: string; readonly reason: string }>;
