import type { Event } from '@millwright/event-sourcing';

interface OfRequest {
  readonly request: string;
}

export type MaintenanceRequestEvent =
  | Event<'MaintenanceRequested', OfRequest & { readonly asset: string; readonly reason: string }>
  /** The work order that does it: opened for it, or open already. */
  | Event<'MaintenanceRequestAccepted', OfRequest & { readonly asset: string; readonly workOrder: string }>
  | Event<'MaintenanceRequestDeclined', OfRequest & { readonly asset: string; readonly reason: string }>;
