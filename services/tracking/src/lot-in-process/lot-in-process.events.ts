import type { Event, Quantity } from '@millwright/event-sourcing';
import type { BackflushVarianceRecorded, MaterialConsumed } from '../unit/unit.events.js';

interface OfLot {
  readonly lot: string;
  readonly order: string;
}

interface AtOperation extends OfLot {
  readonly item: string;
  readonly operation: string;
  readonly workCenter: string;
}

interface Begun extends OfLot {
  readonly item: string;
  readonly itemRevision: string;
  readonly quantity: Quantity;
}

export interface LotPart {
  readonly lot: string;
  readonly quantity: Quantity;
}

/** By operation, decimal strings: pieces of the lot that the operation has counted as good before and that run there again. */
export type CountedBefore = Readonly<Record<string, string>>;

interface Divided extends OfLot {
  readonly into: readonly LotPart[];
  readonly loss: Quantity;
}

export type LotInProcessEvent =
  | MaterialConsumed
  | BackflushVarianceRecorded
  | Event<'LotBegun', Begun>
  /** Begun out of other lots, with the operations that they had passed. */
  | Event<
      'LotMadeOfLots',
      Begun & {
        readonly from: readonly LotPart[];
        readonly passed: readonly string[];
        readonly countedBefore?: CountedBefore;
      }
    >
  | Event<'LotMovedIn', AtOperation & { readonly quantity: Quantity }>
  | Event<
      'LotReported',
      AtOperation & {
        readonly good: Quantity;
        readonly scrap: Quantity;
        readonly scrapReason?: string;
        /** Put aside at the operation, to be reported once more. */
        readonly rework?: Quantity;
        /** Of the good: worked on again at once. */
        readonly reworked?: Quantity;
        /** Of the good and the scrap: counted as good by the operation before the lot was sent back. */
        readonly again?: Quantity;
        /** Of the good and the scrap: reported as rework by the operation before. */
        readonly afterRework?: Quantity;
      }
    >
  /** By a disposition of quality, or lost on the way: not by a report of the operation. */
  | Event<
      'LotPartScrapped',
      AtOperation & {
        readonly quantity: Quantity;
        /** Of it: what the operation had reported as good since the lot came to it last. */
        readonly reported: Quantity;
        readonly again?: Quantity;
        readonly reason: string;
        readonly nonconformance?: string;
        readonly originOperation?: string;
      }
    >
  /** All of it runs again from `operation` on; what was done before stays visible. */
  | Event<
      'LotSentToRework',
      OfLot & {
        readonly item: string;
        readonly operation: string;
        readonly again: readonly string[];
        readonly quantity: Quantity;
        readonly foundAt: string;
        /** Pieces that the operation where it was found had not reported yet. */
        readonly unreported: Quantity;
        readonly countedBefore: CountedBefore;
        readonly nonconformance: string;
        readonly originOperation?: string;
      }
    >
  | Event<
      'LotAcceptedAsIs',
      OfLot & { readonly operation?: string; readonly quantity: Quantity; readonly nonconformance: string }
    >
  /** Every piece left of the lot has passed the operation. */
  | Event<'LotFinishedOperation', AtOperation & { readonly quantity: Quantity }>
  /** Nothing is left of it. */
  | Event<'LotScrapped', OfLot & { readonly item: string; readonly operation: string }>
  | Event<'LotSplit', Divided & { readonly remaining: Quantity; readonly countedBefore?: CountedBefore }>
  | Event<'LotMerged', OfLot & { readonly into: string; readonly quantity: Quantity }>
  /** Its pieces are in other lots of the same item from now on. */
  | Event<'LotRepacked', Divided>
  /** Its pieces are in lots of another item from now on, such as one of another grade. */
  | Event<'LotTransformed', Divided>
  | Event<'LotCompleted', Begun & { readonly externalOrder?: string }>;
