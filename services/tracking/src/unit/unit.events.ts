import type { Event, Quantity } from '@millwright/event-sourcing';

interface OfUnit {
  readonly unit: string;
  readonly order: string;
}

interface AtOperation extends OfUnit {
  readonly item: string;
  readonly operation: string;
  readonly workCenter: string;
  /** 1 for the first time, more after rework. */
  readonly attempt: number;
}

/** A component went into a product: a serialized unit or a lot in process. Said by both of them. */
export type MaterialConsumed = Event<
  'MaterialConsumed',
  {
    readonly product: { readonly kind: 'unit' | 'lot'; readonly id: string; readonly item: string };
    readonly order: string;
    readonly externalOrder?: string;
    readonly operation: string;
    readonly workCenter?: string;
    readonly item: string;
    readonly tracking: 'serial' | 'lot';
    /** Lot or serial number of the component. */
    readonly lot: string;
    readonly quantity: Quantity;
    readonly backflushed: boolean;
    readonly position?: string;
    /** Why more than the bill of material says went in. */
    readonly overReason?: string;
  }
>;

/** The issued lots did not cover what must have been used. */
export type BackflushVarianceRecorded = Event<
  'BackflushVarianceRecorded',
  {
    readonly product: string;
    readonly order: string;
    readonly operation: string;
    readonly item: string;
    readonly missing: Quantity;
  }
>;

export type UnitEvent =
  | MaterialConsumed
  | BackflushVarianceRecorded
  | Event<'UnitCreated', OfUnit & { readonly item: string; readonly itemRevision: string }>
  | Event<'UnitMovedIn', AtOperation>
  /** Somebody scanned a part that is in another product already; it was refused. */
  | Event<
      'ComponentRefused',
      OfUnit & { readonly operation: string; readonly item: string; readonly lot: string; readonly installedIn: string }
    >
  | Event<
      'ComponentRemoved',
      OfUnit & {
        readonly operation: string;
        readonly item: string;
        readonly lot: string;
        readonly quantity: Quantity;
        readonly reason: string;
      }
    >
  | Event<'UnitFinishedOperation', AtOperation>
  | Event<
      'UnitCompleted',
      OfUnit & { readonly item: string; readonly itemRevision: string; readonly externalOrder?: string }
    >
  /** What inspection said of the unit at an operation. */
  | Event<
      'InspectionVerdictHeard',
      OfUnit & { readonly operation: string; readonly inspection: string; readonly verdict: 'passed' | 'failed' }
    >
  /** Everything from `operation` on is to be passed again; what was done before stays visible. */
  | Event<
      'UnitSentToRework',
      OfUnit & {
        readonly operation: string;
        readonly again: readonly string[];
        /** Last operations that had counted it as good and do not any more. */
        readonly takenBack: readonly string[];
        readonly nonconformance: string;
      }
    >
  | Event<'UnitAcceptedAsIs', OfUnit & { readonly operation?: string; readonly nonconformance: string }>
  | Event<
      'UnitScrapped',
      OfUnit & {
        readonly item: string;
        readonly externalOrder?: string;
        readonly operation: string;
        readonly workCenter?: string;
        readonly pieces?: Quantity;
        readonly reason: string;
      }
    >
  | Event<'HoldPutOnUnit', OfUnit & { readonly item: string; readonly hold: string; readonly reason: string }>
  | Event<'HoldTakenOffUnit', OfUnit & { readonly hold: string }>;
