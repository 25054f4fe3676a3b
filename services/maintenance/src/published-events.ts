import { maintenance, personBehind, published } from '@millwright/contracts';
import type { Publishes } from '@millwright/platform';
import type { AssetEvent, AssetJournalEvent } from './asset/asset.events.js';
import type { WorkOrderEvent } from './work-order/work-order.events.js';

/** What the other services may know. */
export const publishedEvents: Publishes<AssetEvent | AssetJournalEvent | WorkOrderEvent> = {
  AssetRegistered: ({ data: { asset, description, parent, workCenter } }) =>
    published(maintenance.AssetRegistered, { asset, description, parent, workCenter }),
  AssetWentDown: ({ data: { asset, workCenters, workOrder, reason, downSince }, by }) =>
    published(maintenance.AssetWentDown, {
      asset,
      workCenters: [...workCenters],
      workOrder,
      reason,
      downSince,
      person: personBehind(by),
    }),
  AssetReleased: ({ data: { asset, workCenters, workOrder, downSince, releasedAt }, by }) =>
    published(maintenance.AssetReleased, {
      asset,
      workCenters: [...workCenters],
      workOrder,
      downSince,
      releasedAt,
      person: personBehind(by),
    }),
  WorkOrderOpened: ({ data: { workOrder, asset, kind, plan, reason } }) =>
    published(maintenance.MaintenanceWorkOrderOpened, { workOrder, asset, kind, plan, reason }),
  WorkOrderCompleted: ({
    data: { workOrder, asset, workCenter, kind, failure, cause, remedy, spareParts, laborSeconds },
    by,
  }) =>
    published(maintenance.MaintenanceWorkOrderCompleted, {
      workOrder,
      asset,
      workCenter,
      kind,
      failure,
      cause,
      remedy,
      spareParts: [...spareParts],
      laborSeconds,
      person: personBehind(by),
    }),
};
