import type { Event } from '@millwright/event-sourcing';

export type TrackingMode = 'serial' | 'lot';

export interface UnitConversion {
  readonly unit: string;
  /** How many base units one of `unit` is. */
  readonly factor: string;
}

/** One revision of an item: what it is called, counted in, and how it is tracked. */
export interface ItemRevision {
  readonly item: string;
  readonly revision: string;
  readonly description: string;
  /** Base unit of measure; the same in every revision, because stock is counted in it. */
  readonly unit: string;
  readonly tracking: TrackingMode;
  readonly conversions: readonly UnitConversion[];
}

export type ItemEvent =
  | Event<'ItemReleased', ItemRevision>
  | Event<'ItemBlocked', { readonly item: string; readonly reason: string }>
  | Event<'ItemUnblocked', { readonly item: string; readonly reason: string }>;
