import { FromField, IdField, OneOfField, PageQuery, SortField, TextField, ToField } from '@millwright/platform';
import { requestStatuses, type RequestStatus } from './maintenance-request.rules.js';

export class RequestMaintenance {
  @IdField('Its number; the next free one when absent', { optional: true, example: 'MR-20260105-001' })
  request?: string;
  @IdField('The asset that something is wrong with', { example: 'MC-ASSY-1' }) asset: string;
  @TextField('What was noticed, in words of the plant; never about a person', { said: true }) reason: string;
}

export class AcceptRequestBody {
  @IdField('A work order of the asset that is not done yet and covers it; a corrective one is opened when absent', {
    optional: true,
    example: 'WO-20260105-001',
  })
  workOrder?: string;
}
export type AcceptMaintenanceRequest = AcceptRequestBody & { readonly request: string };

export class DeclineRequestBody {
  @TextField('Why, in words of the plant; never about a person', { said: true }) reason: string;
}
export type DeclineMaintenanceRequest = DeclineRequestBody & { readonly request: string };

export class RequestQuery extends PageQuery {
  @SortField(['request', 'requestedAt', 'answeredAt']) sort?: string;
  @FromField('requested') from?: string;
  @ToField('requested') to?: string;
  @IdField('Only those about this asset', { optional: true, example: 'MC-ASSY-1' }) asset?: string;
  @OneOfField(requestStatuses, 'Only those', { optional: true }) status?: RequestStatus;
  @IdField('Only those that this work order does', { optional: true }) workOrder?: string;
}
