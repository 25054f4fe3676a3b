import type { Event } from '@millwright/event-sourcing';

export interface RoutingOperation {
  readonly operation: string;
  readonly description: string;
  readonly workCenter: string;
  /** Operations that must be done before; none for the first ones. */
  readonly after: string[];
  readonly skill?: string;
  readonly skillLevel?: number;
  readonly inspectionPlan?: string;
  readonly setupSeconds: number;
  /** Planned run time for one of the item. */
  readonly runSecondsPerUnit: number;
}

export type RoutingEvent =
  | Event<
      'RoutingDrafted',
      { readonly item: string; readonly revision: string; readonly operations: RoutingOperation[] }
    >
  | Event<'RoutingReleased', { readonly item: string; readonly revision: string }>;
