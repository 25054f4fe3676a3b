import type { Event } from '@millwright/event-sourcing';

/** Where a serialized part is: in one product at a time. */
export type ComponentEvent =
  | Event<
      'ComponentInstalled',
      {
        readonly serial: string;
        readonly item: string;
        readonly product: string;
        readonly order: string;
        readonly operation: string;
      }
    >
  | Event<'ComponentTakenOut', { readonly serial: string; readonly product: string }>;
