import type { Event, Quantity } from '@millwright/event-sourcing';

interface OfLine {
  /** Lot number, or serial number of a unit. */
  readonly lot: string;
  readonly inspection: string;
}

export type LotLineEvent =
  | Event<
      'LotLineInspectionOpened',
      OfLine & { readonly quantity: Quantity; readonly attempt: number; readonly repeats?: string }
    >
  | Event<'LotLineInspectionCancelled', OfLine>
  | Event<'UnitJudged', OfLine & { readonly attempt: number; readonly accepted: Quantity; readonly rejected: Quantity }>
  | Event<
      'LotJudged',
      OfLine & {
        readonly judged: { readonly accepted: string; readonly rejected: string };
        /** Of the whole line after this verdict: accepted + rejected + pending = received. */
        readonly accepted: Quantity;
        readonly rejected: Quantity;
        readonly pending: Quantity;
        readonly inspections: number;
      }
    >;
