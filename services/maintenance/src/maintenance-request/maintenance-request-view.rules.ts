import type { MaintenanceRequestEntity } from './maintenance-request.entity.js';
import { legalForRequest } from './maintenance-request.rules.js';

/** A maintenance request as the API shows it: what is not known is not there. */
export const requestView = ({ workOrder, declinedBecause, answeredAt, ...row }: MaintenanceRequestEntity) => ({
  ...row,
  workOrder: workOrder ?? undefined,
  declinedBecause: declinedBecause ?? undefined,
  answeredAt: answeredAt ?? undefined,
  legal: legalForRequest(row.status),
});
