import {
  FromField,
  IdField,
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
import { Matches } from 'class-validator';
import type { WorkOrderKind } from './work-order.events.js';

export class OpenWorkOrder {
  @IdField('Its number; the next free one when absent. Numbers beginning with PM- belong to plans', {
    optional: true,
    example: 'WO-20260105-001',
  })
  workOrder?: string;
  @IdField('The asset to be worked on', { example: 'MC-ASSY-1' }) asset: string;
  @OneOfField(['corrective', 'preventive'], 'Something is wrong, or shall not go wrong') kind: WorkOrderKind;
  @TextField('What is to be done and why; never about a person', { said: true }) reason: string;
}

export class AssignBody {
  @Matches(/^person:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { message: '$property must be person:<uuid>' })
  @IdField('Who shall do it', { example: 'person:00000000-0000-7000-8000-000000000001' })
  person: string;
}
export type AssignWorkOrder = AssignBody & NamedWorkOrder;

export interface NamedWorkOrder {
  readonly workOrder: string;
}

export class SparePartPart {
  @IdField('Item of the part', { example: 'BRG-6204' }) item: string;
  @QuantityField('How much was used', { positive: true }) quantity: Quantity;
}

export class CompleteBody {
  @IdField('Failure code; needed of a corrective work order', { optional: true, example: 'bearing-seized' })
  failure?: string;
  @IdField('Cause code', { optional: true, example: 'no-lubrication' }) cause?: string;
  @IdField('Remedy code; needed of a corrective work order', { optional: true, example: 'bearing-replaced' })
  remedy?: string;
  @ListField(() => SparePartPart, 'Spare parts used', { optional: true }) spareParts?: SparePartPart[];
  @WholeField('Labor in seconds; the time since the start when absent', { optional: true }) laborSeconds?: number;
}
export type CompleteWorkOrder = CompleteBody & NamedWorkOrder;

export class CancelBody {
  @TextField('Why, in words of the plant; never about a person', { said: true }) reason: string;
}
export type CancelWorkOrder = CancelBody & NamedWorkOrder;

export class WorkOrderQuery extends PageQuery {
  @SortField(['workOrder', 'openedAt', 'dueAt', 'completedAt']) sort?: string;
  @IdField('Only those of which this work center stands still', { optional: true }) workCenter?: string;
  @IdField('Only those of this person', { optional: true }) person?: string;
  @FromField('opened') from?: string;
  @ToField('opened') to?: string;
  @IdField('Only those of this asset', { optional: true, example: 'MC-ASSY-1' }) asset?: string;
  @OneOfField(['open', 'assigned', 'started', 'completed', 'verified', 'cancelled'], 'Only those', { optional: true })
  status?: string;
  @OneOfField(['corrective', 'preventive'], 'Only those', { optional: true }) kind?: string;
  @IdField('Only those of this plan', { optional: true }) plan?: string;
}
