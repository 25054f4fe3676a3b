import type { Event } from '@millwright/event-sourcing';

export interface HeldSubject {
  readonly kind: 'unit' | 'lot';
  readonly id: string;
  readonly item?: string;
}

export type HoldEvent =
  | Event<
      'HoldPlaced',
      {
        readonly hold: string;
        readonly subjects: readonly HeldSubject[];
        readonly reason: string;
        readonly nonconformance?: string;
      }
    >
  /** Inventory decided it and tells everybody; here it is only shown beside the others. */
  | Event<
      'RecallHoldNoted',
      {
        readonly hold: string;
        readonly subjects: readonly HeldSubject[];
        readonly reason: string;
        readonly recalledLot: string;
      }
    >
  | Event<
      'HoldReleased',
      { readonly hold: string; readonly subjects: readonly HeldSubject[]; readonly reason: string }
    >;
