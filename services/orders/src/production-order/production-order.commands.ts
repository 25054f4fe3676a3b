import {
  DecimalField,
  FromField,
  IdField,
  IdsField,
  InstantField,
  ListField,
  OneOfField,
  PageQuery,
  QuantityField,
  SortField,
  TextField,
  ToField,
  WholeField,
} from '@millwright/platform';
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
  @TextField('Why, in words of the plant; never about a person', { said: true }) reason: string;
}
export class CompletionBody {
  @QuantityField('Good pieces handed over') good: Quantity;
  @QuantityField('Pieces scrapped; what was reported when absent', { optional: true }) scrapped?: Quantity;
  @TextField('Why more than what was reported good and passed is claimed; recorded as a fact', {
    optional: true,
    said: true,
  })
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
  @SortField(['order', 'dueAt', 'startAt', 'item']) sort?: string;
  @IdField('Only the order of this number in the ERP', { optional: true }) externalOrder?: string;
  @FromField('due') from?: string;
  @ToField('due') to?: string;
  @OneOfField(orderStatuses, 'Only orders in this status', { optional: true }) status?: OrderStatus;
  @IdField('Only orders that make this item', { optional: true }) item?: string;
}

export class OperationAnswer {
  @IdField('Operation') operation: string;
  @IdField('Where it is planned') workCenter: string;
  @IdsField('Operations that must be done before') after: string[];
  @OneOfField(['waiting', 'ready', 'in-progress', 'done'], 'Ready when all before it are done') status: string;
  @DecimalField('Good pieces reported') good: string;
  @DecimalField('Scrapped pieces reported') scrap: string;
  @DecimalField('Pieces sent to rework') rework: string;
}

export class ShortageAnswer {
  @IdField('Item') item: string;
  @IdField('Its base unit', { example: 'C62' }) unit: string;
  @DecimalField('Neither reserved nor issued yet') short: string;
}

/** What there is to say of an order; operations also carry what they were released with. */
export class ProductionOrderAnswer {
  @IdField('Number of the order', { example: 'PO-1001' }) order: string;
  @OneOfField(orderStatuses, 'Where it is in its life') status: OrderStatus;
  @IdsField('What may be done with it now') legal: string[];
  @IdField('What is made') item: string;
  @QuantityField('How much of it') quantity: Quantity;
  @DecimalField('Good pieces of the operations that nothing comes after') produced: string;
  @DecimalField('Scrapped pieces') scrapped: string;
  @DecimalField('Pieces that quality has let pass') qualityPassed: string;
  @ListField(() => OperationAnswer, 'The operations that it was released with') operations: OperationAnswer[];
  @ListField(() => ShortageAnswer, 'What it lacks; told of now only', { optional: true }) shortages?: ShortageAnswer[];
  @WholeField('Version, as in the ETag') version: number;
}
