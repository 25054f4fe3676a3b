import type { Event } from '@millwright/event-sourcing';

export interface ShipmentLine {
  readonly lot: string;
  /** Absent: all that is free of the lot when it is shipped. */
  readonly quantity?: string;
}

export interface ShippedPart {
  readonly lot: string;
  readonly item: string;
  readonly quantity: { readonly value: string; readonly unit: string };
}

export type ShipmentEvent =
  | Event<
      'ShipmentCreated',
      { readonly shipment: string; readonly customer: string; readonly lines: readonly ShipmentLine[] }
    >
  | Event<
      'ShipmentShipped',
      {
        readonly shipment: string;
        readonly customer: string;
        readonly lots: readonly string[];
        /** What left of each lot. */
        readonly parts?: readonly ShippedPart[];
      }
    >
  | Event<'ShipmentCancelled', { readonly shipment: string; readonly reason: string }>;
