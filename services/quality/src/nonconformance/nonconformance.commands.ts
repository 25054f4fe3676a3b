import {
  FlagField,
  FromField,
  IdField,
  OneOfField,
  PageQuery,
  PartField,
  QuantityField,
  SortField,
  TextField,
  ToField,
} from '@millwright/platform';
import type { Quantity } from '@millwright/event-sourcing';
import type { NamedDisposition } from './nonconformance.events.js';

export class NonconformingSubjectPart {
  @OneOfField(['unit', 'lot'], 'A serialized unit or a lot') kind: 'unit' | 'lot';
  @IdField('Serial number or lot number', { example: 'GM-0007' }) id: string;
  @IdField('Its item', { optional: true, example: 'GM-40' }) item?: string;
}

export class OpenNonconformance {
  @IdField('Its number; the next free one when absent', { optional: true, example: 'NC-20260105-001' })
  nonconformance?: string;
  @PartField(() => NonconformingSubjectPart, 'What does not conform') subject: NonconformingSubjectPart;
  @IdField('Defect code', { example: 'scratched' }) defect: string;
  @TextField('What was found', { optional: true }) description?: string;
  @QuantityField('How much of it; one unit when absent', { optional: true, positive: true }) quantity?: Quantity;
  @IdField('Production order', { optional: true, example: 'PO-1001' }) order?: string;
  @IdField('The operation at which it was found', { optional: true, example: '20' }) operation?: string;
  @IdField('The operation that caused it, as far as known', { optional: true, example: '10' }) originOperation?: string;
  @FlagField('Hold it until it is disposed of; yes when absent', { optional: true }) hold?: boolean;
}

export class OriginBody {
  @IdField('The operation that caused it', { example: '10' }) operation: string;
}
export type ChangeOrigin = OriginBody & { readonly nonconformance: string };

export class DisposeBody {
  @OneOfField(['use-as-is', 'rework', 'scrap', 'return'], 'What is done with it') disposition: NamedDisposition;
  @IdField('Why: reason code or words of the plant; never about a person', { example: 'too-loud' }) reason: string;
  @IdField('With rework: the operation from which it runs again', { optional: true, example: '10' })
  reworkFrom?: string;
  @QuantityField('Of a lot: how much is disposed of so; all that is left when absent', {
    optional: true,
    positive: true,
  })
  quantity?: Quantity;
}
export type DisposeNonconformance = DisposeBody & { readonly nonconformance: string };

export interface NamedNonconformance {
  readonly nonconformance: string;
}

export class DeclineBody {
  @TextField('Why, in words of the plant; never about a person', { said: true }) reason: string;
}
export type DeclineDisposition = DeclineBody & NamedNonconformance;

export class NonconformanceQuery extends PageQuery {
  @SortField(['nonconformance', 'openedAt', 'closedAt']) sort?: string;
  @IdField('Only those of this item', { optional: true, example: 'GM-40' }) item?: string;
  @IdField('Only those with this defect', { optional: true }) defect?: string;
  @FromField('opened') from?: string;
  @ToField('opened') to?: string;
  @OneOfField(['open', 'awaiting-approval', 'disposed', 'closed'], 'Only those', { optional: true }) status?: string;
  @IdField('Only those of this order', { optional: true, example: 'PO-1001' }) order?: string;
  @IdField('Only those of this unit or lot', { optional: true, example: 'GM-0007' }) subject?: string;
}
