import type { Event } from '@millwright/event-sourcing';

interface Revision {
  readonly item: string;
  readonly revision: string;
}

export type ReleasedRevisionsEvent =
  | Event<'BillOfMaterialStarted', Revision>
  | Event<'BillOfMaterialBecameCurrent', Revision>
  | Event<'RoutingBecameCurrent', Revision>;
