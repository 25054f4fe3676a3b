import type { Event } from '@millwright/event-sourcing';

export interface RecalledSubject {
  readonly kind: 'unit' | 'lot';
  readonly id: string;
  readonly item?: string;
}

export interface RecalledShipment {
  readonly lot: string;
  readonly shipment: string;
  readonly customer: string;
}

/** Where everything made of the recalled lot is. */
export interface RecallLists {
  readonly inStock: readonly RecalledSubject[];
  readonly inProcess: readonly RecalledSubject[];
  readonly shipped: readonly RecalledShipment[];
  readonly scrapped: readonly RecalledSubject[];
  readonly customers: readonly string[];
}

interface Recalled extends RecallLists {
  readonly recall: string;
  readonly lot: string;
  readonly reason: string;
}

export type RecallEvent =
  | Event<'RecallOpened', Recalled>
  /** It became known later that this was made of the recalled lot, too. The lists are the whole ones. */
  | Event<'RecallExtended', Recalled & { readonly subject: RecalledSubject }>
  | Event<'RecallClosed', { readonly recall: string; readonly reason: string }>;
