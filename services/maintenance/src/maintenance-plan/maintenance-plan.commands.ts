import {
  DecimalField,
  IdField,
  InstantField,
  OneOfField,
  PageQuery,
  PartField,
  SortField,
  TextField,
  WholeField,
} from '@millwright/platform';

export class EveryPart {
  @IdField('By a meter: which one', { optional: true, example: 'CYCLES-ASSY-1' }) meter?: string;
  @DecimalField('By a meter: after how much, in its unit', { optional: true, example: '20' }) value?: string;
  @WholeField('By the calendar: after how many days of 24 hours', { optional: true, min: 1, max: 3660 }) days?: number;
  @InstantField('By the calendar: when it is due for the first time', { optional: true }) startAt?: string;
}

export class MakeMaintenancePlan {
  @IdField('Number of the plan', { example: 'ASSY-1-GREASE' }) plan: string;
  @IdField('The asset to be maintained', { example: 'MC-ASSY-1' }) asset: string;
  @TextField('What is to be done') description: string;
  @PartField(() => EveryPart, 'How often: meter and value, or days and startAt') every: EveryPart;
}

export class EndPlanBody {
  @TextField('Why, in words of the plant; never about a person', { said: true }) reason: string;
}
export type EndMaintenancePlan = EndPlanBody & { readonly plan: string };

/** An interval of a calendar plan is over. */
export interface OpenDueWorkOrder {
  readonly plan: string;
  readonly number: number;
  readonly dueAt: string;
  readonly missed: number;
}

export class PlanQuery extends PageQuery {
  @SortField(['plan', 'asset', 'madeAt']) sort?: string;
  @IdField('Only those by this meter', { optional: true }) meter?: string;
  @IdField('Only those of this asset', { optional: true }) asset?: string;
  @OneOfField(['active', 'ended'], 'Only those', { optional: true }) status?: string;
}
