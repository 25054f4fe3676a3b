import {
  DecimalField,
  FromField,
  IdField,
  ListField,
  OneOfField,
  PageQuery,
  PartField,
  QuantityField,
  SortField,
  TextField,
  ToField,
} from '@millwright/platform';
import type { Quantity } from '@millwright/event-sourcing';

export class SubjectPart {
  @OneOfField(['unit', 'lot'], 'A serialized unit or a lot') kind: 'unit' | 'lot';
  @IdField('Serial number or lot number', { example: 'GM-0007' }) id: string;
  @IdField('Its item, where it is not known here', { optional: true, example: 'GM-40' }) item?: string;
}

export class MeasurementPart {
  @IdField('A characteristic of the plan', { example: 'noise' }) characteristic: string;
  @DecimalField('The measured value; of an attribute 1 (conforms) or 0', { signed: true, example: '64.1' })
  value: string;
  @IdField('Its unit; must be that of the plan', { optional: true, example: '2N' }) unit?: string;
}

export class MeasurementsBody {
  @ListField(() => MeasurementPart, 'One or more characteristics; the verdict falls with the last one', { min: 1 })
  measurements: MeasurementPart[];
  @DecimalField(
    'Of a lot: how many of those inspected do not conform, in the unit of the inspection; all of them when absent',
    { optional: true, example: '2' },
  )
  rejected?: string;
}
export type RecordMeasurements = MeasurementsBody & { readonly inspection: string };

export class OpenInspection {
  @IdField('Its number; the next free one when absent', { optional: true, example: 'IN-20260105-001' })
  inspection?: string;
  @IdField('The plan; its revision is the one that the order was released with, or else the newest released one', {
    example: 'IP-GM-40',
  })
  plan: string;
  @PartField(() => SubjectPart, 'What is inspected') subject: SubjectPart;
  @IdField('Production order', { optional: true, example: 'PO-1001' }) order?: string;
  @IdField('Operation of the order; the one that the order has the plan at when absent', {
    optional: true,
    example: '20',
  })
  operation?: string;
  @QuantityField('How much is presented: one unit, or of a lot all that is not inspected yet when absent', {
    optional: true,
    positive: true,
  })
  quantity?: Quantity;
  @IdField('Of a lot: the earlier inspection whose goods are inspected again', { optional: true }) repeats?: string;
  @ListField(() => MeasurementPart, 'Measured values, if they are known at once', { optional: true, min: 1 })
  measurements?: MeasurementPart[];
  @DecimalField('Of a lot: how many of those inspected do not conform; all of them when absent', { optional: true })
  rejected?: string;
}

export class CancelInspectionBody {
  @TextField('Why, in words of the plant; never about a person', { said: true }) reason: string;
}
export type CancelInspection = CancelInspectionBody & { readonly inspection: string };

export class InspectionQuery extends PageQuery {
  @SortField(['inspection', 'openedAt', 'judgedAt']) sort?: string;
  @IdField('Only those of this item', { optional: true, example: 'GM-40' }) item?: string;
  @IdField('Only those at this operation', { optional: true, example: '30' }) operation?: string;
  @FromField('opened') from?: string;
  @ToField('opened') to?: string;
  @IdField('Only those of this unit or lot', { optional: true, example: 'GM-0007' }) subject?: string;
  @IdField('Only those of this order', { optional: true, example: 'PO-1001' }) order?: string;
  @IdField('Only those by this plan', { optional: true, example: 'IP-GM-40' }) plan?: string;
  @OneOfField(['open', 'passed', 'failed', 'cancelled'], 'Only those', { optional: true }) status?: string;
}
