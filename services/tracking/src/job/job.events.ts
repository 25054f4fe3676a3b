import type { Event, Quantity } from '@millwright/event-sourcing';

export type ActivityKind = 'setup' | 'run' | 'rework';
export type Tracking = 'serial' | 'lot';

/** What an operation needs for one piece of the product, as pinned at the release of the order. */
export interface JobComponent {
  readonly item: string;
  readonly tracking: Tracking;
  readonly quantityPer: Quantity;
  readonly backflush: boolean;
}

interface AtJob {
  readonly order: string;
  readonly operation: string;
  readonly workCenter: string;
}

interface OfActivity extends AtJob {
  readonly activity: string;
  readonly kind: ActivityKind;
  /** `person:<uuid>` */
  readonly person: string;
  readonly externalOrder?: string;
}

export type JobEvent =
  | Event<
      'JobOpened',
      AtJob & {
        readonly externalOrder?: string;
        readonly item: string;
        readonly itemRevision: string;
        readonly tracking: Tracking;
        readonly quantity: Quantity;
        readonly description: string;
        /** Operations that must be done before. */
        readonly after: readonly string[];
        /** No operation comes after this one. */
        readonly last: boolean;
        readonly skill?: string;
        readonly skillLevel?: number;
        readonly inspectionPlan?: string;
        readonly setupSeconds: number;
        readonly runSecondsPerUnit: number;
        readonly components: readonly JobComponent[];
      }
    >
  | Event<'OperationStarted', OfActivity>
  /** A supervisor let somebody start who lacks what the operation asks for. */
  | Event<'StartOverridden', OfActivity & { readonly missing: string; readonly overrideReason: string }>
  /** Ends a stretch of work; the next one begins when it is resumed. */
  | Event<'OperationPaused', OfActivity & { readonly startedAt: string }>
  | Event<'OperationResumed', OfActivity>
  /** `startedAt` of the last stretch of work; absent when it was paused, since that stretch has ended before. */
  | Event<'OperationFinished', OfActivity & { readonly startedAt?: string }>
  /** Added to what was reported before; below zero where a later finding takes something back. */
  | Event<
      'PiecesReported',
      AtJob & {
        readonly externalOrder?: string;
        readonly item: string;
        readonly last: boolean;
        readonly good: Quantity;
        readonly scrap: Quantity;
        readonly rework: Quantity;
        readonly scrapReason?: string;
        /** The serialized unit or the lot in process that it is about. */
        readonly unit?: string;
        readonly lot?: string;
      }
    >
  /** Pieces scrapped elsewhere before they came here. */
  | Event<'PiecesWillNotArrive', AtJob & { readonly quantity: Quantity; readonly scrappedAt: string }>
  /** Every piece ordered has passed, was scrapped, or will not arrive. */
  | Event<'OperationDone', AtJob & { readonly externalOrder?: string }>
  /** Pieces counted as good were taken back: there is work to do again. */
  | Event<'OperationReopened', AtJob>
  /** Ended by decision, with fewer pieces than ordered. */
  | Event<'JobClosed', AtJob & { readonly reason: string }>
  /** Work of the past, entered afterwards. Quantities are decimal strings in `unit`, a unit of measure. */
  | Event<
      'ReportOfPastRecorded',
      AtJob & {
        readonly reportId: string;
        readonly externalOrder?: string;
        readonly item: string;
        readonly last: boolean;
        readonly kind: 'setup' | 'run' | 'breakdown';
        readonly person?: string;
        readonly startedAt: string;
        readonly endedAt: string;
        readonly good: string;
        readonly rejected: string;
        readonly review: string;
        readonly unit: string;
        readonly rework: boolean;
        /** Nobody had worked on the operation before, as far as was known. */
        readonly startsOperation: boolean;
        /** Codes of the rules of the present that it would have broken. */
        readonly exceptions: readonly string[];
      }
    >;
