import type { Event } from '@millwright/event-sourcing';

/** Which meters follow a work center: changes a few times in its life. */
export type WorkCenterMetersEvent =
  | Event<'MeterLinkedToWorkCenter', { readonly workCenter: string; readonly meter: string }>
  | Event<'MeterUnlinkedFromWorkCenter', { readonly workCenter: string; readonly meter: string }>;
