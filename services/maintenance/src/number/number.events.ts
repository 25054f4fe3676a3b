import type { Event } from '@millwright/event-sourcing';

export type NumberEvent = Event<
  'NumberTaken',
  { readonly series: string; readonly day: string; readonly number: number }
>;
