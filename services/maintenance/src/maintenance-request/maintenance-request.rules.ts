import { rejection, type Rejection } from '@millwright/event-sourcing';

export const requestStatuses = ['open', 'accepted', 'declined'] as const;
export type RequestStatus = (typeof requestStatuses)[number];

const legal: Readonly<Record<RequestStatus, readonly string[]>> = {
  open: ['accept', 'decline'],
  accepted: [],
  declined: [],
};

/** What can be done with a request now. */
export const legalForRequest = (status: RequestStatus): readonly string[] => legal[status];

export const answeredAlready = (request: string, status: RequestStatus, workOrder?: string): Rejection =>
  rejection(
    'illegal-transition',
    `Maintenance request ${request} is ${status} already${workOrder === undefined ? '' : ` into work order ${workOrder}`}. Make another request.`,
    { legal: legalForRequest(status), facts: { request, state: status, workOrder } },
  );
