import { requestView } from '../maintenance-request/maintenance-request-view.rules.js';
import type { MaintenanceRequestEntity } from '../maintenance-request/maintenance-request.entity.js';
import type { WorkOrderEntity } from './work-order.entity.js';
import { legalFor, type WorkOrderStatus } from './work-order.rules.js';

/** A work order as the API shows it: what is not known is not there. */
export const workOrderView = (row: WorkOrderEntity) => ({
  ...(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Partial<WorkOrderEntity>),
  legal: legalFor(row.status as WorkOrderStatus),
});

/** With the requests that were accepted into it. */
export const workOrderWithRequests = (row: WorkOrderEntity, requests: readonly MaintenanceRequestEntity[]) => ({
  ...workOrderView(row),
  requests: requests.map(requestView),
});
