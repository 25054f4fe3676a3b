import type { Event } from '@millwright/event-sourcing';

/** The definition of a series. Its numbers are taken in blocks, so that no stream grows for ever. */
export type NumberSeriesEvent =
  | Event<'NumberSeriesDefined', { readonly series: string; readonly pattern: string; readonly item?: string }>
  | Event<'NumberBlockOpened', { readonly series: string; readonly block: number }>;

export type NumberBlockEvent = Event<
  'NumbersTaken',
  { readonly series: string; readonly first: number; readonly last: number }
>;

/** Which series numbers the units and lots of an item. */
export type ItemNumberingEvent = Event<'ItemNumbered', { readonly item: string; readonly series: string }>;
