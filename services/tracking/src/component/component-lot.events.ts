import type { Event } from '@millwright/event-sourcing';

/** Gate of a lot, or of a serialized part that tracking did not make: as long as a hold is on it, it goes into nothing. */
export type ComponentLotEvent =
  | Event<
      'HoldPutOnLot',
      {
        readonly hold: string;
        readonly lot: string;
        /** A serialized part is a unit. */
        readonly kind: 'unit' | 'lot';
        readonly item?: string;
        readonly reason: string;
      }
    >
  | Event<'HoldTakenOffLot', { readonly hold: string; readonly lot: string }>;
