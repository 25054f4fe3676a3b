import type { Event, Quantity } from '@millwright/event-sourcing';

export interface BillOfMaterialLine {
  /** The operation of the routing at which it is used. */
  readonly operation: string;
  readonly item: string;
  /** For one of the product, in the component's base unit. */
  readonly quantity: Quantity;
  /** Booked when a piece finishes the operation, without anybody scanning it. */
  readonly backflush: boolean;
}

export type BillOfMaterialEvent =
  | Event<
      'BillOfMaterialDrafted',
      { readonly item: string; readonly revision: string; readonly lines: BillOfMaterialLine[] }
    >
  | Event<'BillOfMaterialReleased', { readonly item: string; readonly revision: string }>;
