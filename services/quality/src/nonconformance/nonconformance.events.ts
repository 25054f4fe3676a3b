import type { Event, Quantity } from '@millwright/event-sourcing';

export type NamedDisposition = 'use-as-is' | 'rework' | 'scrap' | 'return';

export interface NonconformingSubject {
  readonly kind: 'unit' | 'lot';
  readonly id: string;
  readonly item?: string;
}

interface OfNonconformance {
  readonly nonconformance: string;
}

export interface DisposedQuantity {
  readonly disposition: NamedDisposition;
  readonly reason: string;
  readonly quantity: Quantity;
  /** With rework: the operation from which it runs again. */
  readonly reworkFrom?: string;
}

export type NonconformanceEvent =
  | Event<
      'NonconformanceOpened',
      OfNonconformance & {
        readonly subject: NonconformingSubject;
        readonly order?: string;
        readonly externalOrder?: string;
        readonly operation?: string;
        readonly workCenter?: string;
        readonly originOperation?: string;
        readonly defect: string;
        readonly description?: string;
        readonly quantity: Quantity;
        readonly inspection?: string;
        readonly hold?: string;
        readonly needsApproval: readonly string[];
        /** All who took part in the finding, besides the one who acted last. */
        readonly recordedBy: readonly string[];
      }
    >
  | Event<'NonconformanceOriginChanged', OfNonconformance & { readonly operation: string; readonly before?: string }>
  | Event<'DispositionProposed', OfNonconformance & DisposedQuantity>
  | Event<'DispositionApproved', OfNonconformance & { readonly disposition: NamedDisposition }>
  | Event<'DispositionDeclined', OfNonconformance & { readonly disposition: NamedDisposition; readonly reason: string }>
  | Event<
      'NonconformanceDisposed',
      OfNonconformance &
        DisposedQuantity & {
          readonly subject: NonconformingSubject;
          readonly order?: string;
          readonly operation?: string;
          readonly externalOrder?: string;
          readonly workCenter?: string;
          readonly originOperation?: string;
          readonly left: string;
        }
    >
  | Event<'NonconformanceClosed', OfNonconformance>;
