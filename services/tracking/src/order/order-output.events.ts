import type { Event } from '@millwright/event-sourcing';

/** What was begun for an order: its units, or its lots in process. */
export type OrderOutputEvent =
  | Event<'UnitsBegun', { readonly order: string; readonly units: readonly string[] }>
  | Event<'OrderLotBegun', { readonly order: string; readonly lot: string; readonly pieces: string }>
  /** One lot became others, or others became one; together they are as many pieces as before, but for the loss. */
  | Event<
      'LotsChanged',
      { readonly order: string; readonly ended: readonly string[]; readonly begun: readonly string[] }
    >;
