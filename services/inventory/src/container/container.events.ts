import type { Event } from '@millwright/event-sourcing';

export type ContainerEvent =
  | Event<'ContainerCreated', { readonly container: string; readonly description: string; readonly location: string }>
  | Event<'LotPutIn', { readonly container: string; readonly lot: string }>
  | Event<'LotTakenOut', { readonly container: string; readonly lot: string }>
  | Event<'ContainerPutIn', { readonly container: string; readonly inner: string }>
  | Event<'ContainerTakenOut', { readonly container: string; readonly inner: string }>
  /** In the inner container's stream. */
  | Event<'ContainerNested', { readonly container: string; readonly outer: string }>
  | Event<'ContainerUnnested', { readonly container: string; readonly outer: string }>
  | Event<'ContainerMoved', { readonly container: string; readonly from: string; readonly to: string }>;
