import {
  DecimalField,
  IdField,
  IdsField,
  ListField,
  OneOfField,
  PageQuery,
  PartField,
  SortField,
  TextField,
  WholeField,
} from '@millwright/platform';
import { IsIn, Matches } from 'class-validator';
import {
  inspectionStages,
  namedDispositions,
  samplingRules,
  type InspectionStage,
  type NamedDisposition,
  type SamplingRule,
} from './inspection-plan.events.js';

export class CharacteristicPart {
  @IdField('Name of the characteristic, unique in the plan', { example: 'no-load-current' }) characteristic: string;
  @TextField('What is measured', { optional: true }) description?: string;
  @IdField('Unit code of the measured value; absent for an attribute', { optional: true, example: 'AMP' })
  @Matches(/^[A-Z0-9]{2,3}$/, { message: '$property must be a code of UN/ECE Recommendation 20 such as C62 or KGM' })
  unit?: string;
  @DecimalField('Lowest good value', { optional: true, signed: true, example: '0.80' }) lower?: string;
  @DecimalField('Highest good value', { optional: true, signed: true, example: '1.20' }) upper?: string;
  @TextField('How it is measured', { optional: true }) method?: string;
  @IdField('The kind of gauge to be used', { optional: true }) gauge?: string;
  @IdField('The operation that is to blame when it is out of limits', { optional: true, example: '10' })
  originOperation?: string;
  @IdField('Defect code when it is out of limits; the name of the characteristic when absent', { optional: true })
  defect?: string;
}

export class SamplingPart {
  @OneOfField(samplingRules, 'How many pieces of a lot are inspected') rule: SamplingRule['rule'];
  @WholeField('With first-n: how many', { optional: true, min: 1 }) count?: number;
  @DecimalField('With percent: more than 0, at most 100', { optional: true }) percent?: string;
  @IdField('With aql: inspection level of ISO 2859-1', { optional: true, example: 'II' }) level?: string;
  @DecimalField('With aql: acceptance quality limit of ISO 2859-1', { optional: true, example: '1.0' }) aql?: string;
}

export class PlanContentBody {
  @IdField('The item that it is for; any when absent', { optional: true, example: 'GM-40' }) item?: string;
  @OneOfField(inspectionStages, 'When it is done; in-process when absent', { optional: true }) stage?: InspectionStage;
  @ListField(() => CharacteristicPart, 'What is looked at', { min: 1 }) characteristics: CharacteristicPart[];
  @PartField(() => SamplingPart, 'How many pieces of a lot are inspected; all when absent', { optional: true })
  sampling?: SamplingPart;
  @IdsField('Dispositions of what fails here that the material review board must approve', { optional: true, max: 4 })
  @IsIn(namedDispositions, { each: true, message: `each of $property must be one of ${namedDispositions.join(', ')}` })
  needsApproval?: NamedDisposition[];
}

export class DraftInspectionPlan extends PlanContentBody {
  @IdField('Number of the plan', { example: 'IP-GM-40' }) plan: string;
  @IdField('Revision', { example: 'A' }) revision: string;
}
export type ChangeInspectionPlanDraft = PlanContentBody & { readonly plan: string; readonly revision: string };

export interface ReleaseInspectionPlan {
  readonly plan: string;
  readonly revision: string;
}

export class WithdrawBody {
  @TextField('Why, in words of the plant; never about a person', { said: true }) reason: string;
}
export type WithdrawInspectionPlan = WithdrawBody & ReleaseInspectionPlan;

export class RevisionQuery extends PageQuery {
  @SortField(['planRevision', 'releasedAt']) sort?: string;
  @OneOfField(['draft', 'released', 'withdrawn'], 'Only those', { optional: true }) status?: string;
}

export class InspectionPlanQuery extends RevisionQuery {
  @IdField('Only revisions of this plan', { optional: true, example: 'IP-GM-40' }) plan?: string;
  @IdField('Only plans for this item', { optional: true, example: 'GM-40' }) item?: string;
  @OneOfField(inspectionStages, 'Only those', { optional: true }) stage?: string;
}
