import type { Event, Quantity } from '@millwright/event-sourcing';

/** Of the material issued to one order: how much of each lot has gone into products. Serialized components are claimed one by one instead. */
export type OrderMaterialEvent =
  | Event<
      'IssuedMaterialUsed',
      { readonly order: string; readonly item: string; readonly lot: string; readonly quantity: Quantity }
    >
  | Event<
      'UsedMaterialTakenOut',
      { readonly order: string; readonly item: string; readonly lot: string; readonly quantity: Quantity }
    >;
