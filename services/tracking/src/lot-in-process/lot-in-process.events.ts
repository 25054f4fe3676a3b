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

export type LotInProcessEvent =
  | MaterialConsumed
  | BackflushVarianceRecorded
  | Event<'LotBegun', Begun>
  /** Begun out of other lots, with the operations that they had passed. */
  | Event<'LotMadeOfLots', Begun & { readonly from: readonly LotPart[]; readonly passed: readonly string[] }>
  | Event<'LotMovedIn', AtOperation & { readonly quantity: Quantity }>
  | Event<
      'LotReported',
      AtOperation & { readonly good: Quantity; readonly scrap: Quantity; readonly scrapReason?: string }
    >
  /** Every piece left of the lot has passed the operation. */
  | Event<'LotFinishedOperation', AtOperation & { readonly quantity: Quantity }>
  /** Nothing is left of it. */
  | Event<'LotScrapped', OfLot & { readonly item: string; readonly operation: string }>
  | Event<
      'LotSplit',
      OfLot & { readonly into: readonly LotPart[]; readonly loss: Quantity; readonly remaining: Quantity }
    >
  | Event<'LotMerged', OfLot & { readonly into: string; readonly quantity: Quantity }>
  | Event<'LotCompleted', Begun>;
