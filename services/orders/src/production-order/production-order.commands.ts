import { IdField, InstantField, OneOfField, PageQuery, QuantityField, TextField } from '@millwright/platform';
import type { Quantity } from '@millwright/event-sourcing';
import { orderStatuses, type OrderStatus } from './order-status.rules.js';

export class CreateProductionOrder {
  @IdField('Number of the order, unique in the site', { example: 'PO-1001' }) order: string;
  @IdField('What is made', { example: 'GM-40' }) item: string;
  @QuantityField('How much of it', { positive: true }) quantity: Quantity;
  @InstantField('When it is due', { optional: true }) dueAt?: string;
  @IdField('Number of the order in the system that it came from', { optional: true }) externalOrder?: string;
  @IdField('Bill of material to use instead of the current one', { optional: true }) billOfMaterialRevision?: string;
  @IdField('Routing to use instead of the current one', { optional: true }) routingRevision?: string;
}

export class PlanBody {
  @InstantField('When work is to begin', { optional: true }) startAt?: string;
}
export class OrderReasonBody {
  @TextField('Why, in words of the plant; never about a person') reason: string;
}
export class CompletionBody {
  @QuantityField('Good pieces handed over') good: Quantity;
  @QuantityField('Pieces scrapped; what was reported when absent', { optional: true }) scrapped?: Quantity;
  @TextField('Why more than what was reported good and passed is claimed; recorded as a fact', { optional: true })
  overrideReason?: string;
}

export interface OfOrder {
  readonly order: string;
}
export type PlanProductionOrder = OfOrder & PlanBody;
export type PauseProductionOrder = OfOrder & OrderReasonBody;
export type ResumeProductionOrder = OfOrder;
export type CompleteProductionOrder = OfOrder & CompletionBody;
export type ReopenProductionOrder = OfOrder & OrderReasonBody;
export type CloseProductionOrder = OfOrder;
export type CancelProductionOrder = OfOrder & OrderReasonBody;

export class OrderListQuery extends PageQuery {
  @OneOfField(orderStatuses, 'Only orders in this status', { optional: true }) status?: OrderStatus;
  @IdField('Only orders that make this item', { optional: true }) item?: string;
}
