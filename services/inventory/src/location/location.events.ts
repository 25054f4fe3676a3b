import type { Event } from '@millwright/event-sourcing';

export const locationKinds = ['store', 'line-side', 'finished', 'shipped', 'scrap', 'quarantine'] as const;
export type LocationKind = (typeof locationKinds)[number];

export type LocationEvent =
  | Event<'LocationDefined', { readonly location: string; readonly description: string; readonly kind: LocationKind }>
  | Event<'LocationClosed', { readonly location: string; readonly reason: string }>
  | Event<'LocationReopened', { readonly location: string; readonly reason: string }>;
