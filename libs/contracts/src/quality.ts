import { Decimal, Id, Ids, ListOf, OneOf, Part, Text, Whole } from './fields.js';
import { QuantityField, Subject } from './shared.js';
import * as the from './the.js';

const plan = { about: 'Number of the inspection plan.', example: 'IP-GM' };
const planRevision = { about: 'Revision of the inspection plan.', example: '1' };
const characteristic = { about: 'Number of the characteristic within the plan.', example: 'torque' };
const measuredIn = { about: 'Unit code of the measured value; absent for attributes.', example: 'NU', optional: true };
const orderIfAny = { ...the.order, about: 'Production order that it belongs to, where there is one.', optional: true };
const foundAt = { ...the.operation, about: 'Operation at which it was found.', optional: true };
const originOperation = {
  ...the.operation,
  about: 'The operation that caused it, as far as known.',
  optional: true,
};
import { WebhookDisabledFields } from './webhooks.js';

export class Characteristic {
  @Id(characteristic) characteristic: string;
  @Text({ about: 'What is looked at.', example: 'Torque at nominal speed' }) description: string;
  @Id(measuredIn) unit?: string;
  @Decimal({ about: 'Lower limit, in `unit`.', example: '38', optional: true }) lower?: string;
  @Decimal({ about: 'Upper limit, in `unit`.', example: '42', optional: true }) upper?: string;
}

export class InspectionPlanReleased {
  static readonly type = 'millwright.quality.inspection-plan-released.v1';
  static readonly stream = 'inspection-plan';
  static readonly about = 'A revision of an inspection plan is valid from now on.';
  @Id(plan) plan: string;
  @Id(planRevision) revision: string;
  @Id({ ...the.item, optional: true }) item?: string;
  @ListOf(() => Characteristic, { about: 'What is looked at.' }) characteristics: Characteristic[];
}

export class InspectionPlanWithdrawn {
  static readonly type = 'millwright.quality.inspection-plan-withdrawn.v1';
  static readonly stream = 'inspection-plan';
  static readonly about = 'A revision of an inspection plan is valid no longer.';
  @Id(plan) plan: string;
  @Id(planRevision) revision: string;
  @Text({ ...the.reason, example: 'Replaced by revision 2' }) reason: string;
}

export class Measurement {
  @Id(characteristic) characteristic: string;
  @Decimal({ about: 'What was measured, in `unit`.', example: '40.2' }) value: string;
  @Id(measuredIn) unit?: string;
  @OneOf(['passed', 'failed'], { about: 'Within its limits or not.', example: 'passed' }) verdict: 'passed' | 'failed';
}

class InspectionResult {
  @Id({ about: 'Number of the inspection.', example: 'INS-0001' }) inspection: string;
  @Id(plan) plan: string;
  @Id(planRevision) planRevision: string;
  @Part(() => Subject, { about: 'What was inspected.' }) subject: Subject;
  @Id(orderIfAny) order?: string;
  @Id({ ...the.operation, about: 'Operation whose result was inspected.', optional: true }) operation?: string;
  @Part(() => QuantityField, { about: 'How much was judged.' }) quantity: QuantityField;
  @ListOf(() => Measurement, { about: 'What was measured.', optional: true }) measurements?: Measurement[];
}

export class InspectionPassed extends InspectionResult {
  static readonly type = 'millwright.quality.inspection-passed.v1';
  static readonly stream = 'inspection';
  static readonly about = 'An inspection found it good.';
}

export class InspectionFailed extends InspectionResult {
  static readonly type = 'millwright.quality.inspection-failed.v1';
  static readonly stream = 'inspection';
  static readonly about = 'An inspection found it not good.';
  @Ids({ about: 'Characteristics out of limits.', example: ['torque'] }) failed: string[];
}

export const dispositions = ['use-as-is', 'rework', 'scrap', 'return'] as const;
export type Disposition = (typeof dispositions)[number];
const found = { about: 'How much of it is concerned.', example: { value: '1', unit: 'C62' } };

export class NonconformanceOpened {
  static readonly type = 'millwright.quality.nonconformance-opened.v1';
  static readonly stream = 'nonconformance';
  static readonly about = 'Something is not as it should be; what becomes of it is to be decided.';
  @Id(the.nonconformance) nonconformance: string;
  @Part(() => Subject, { about: 'What is not as it should be.' }) subject: Subject;
  @Id(orderIfAny) order?: string;
  @Id(the.externalOrder) externalOrder?: string;
  @Id(foundAt) operation?: string;
  @Id(the.workCenterIfKnown) workCenter?: string;
  @Id(originOperation) originOperation?: string;
  @Id({ about: 'Code of the defect.', example: 'torque-low' }) defect: string;
  @Part(() => QuantityField, found) quantity: QuantityField;
  @Id(the.personBehind) person?: string;
}

export class NonconformanceDisposed {
  static readonly type = 'millwright.quality.nonconformance-disposed.v1';
  static readonly stream = 'nonconformance';
  static readonly about = 'It was decided what becomes of what is not as it should be.';
  @Id(the.nonconformance) nonconformance: string;
  @Part(() => Subject, { about: 'What it was decided about.' }) subject: Subject;
  @Id(orderIfAny) order?: string;
  @Id(the.externalOrder) externalOrder?: string;
  @Id(foundAt) operation?: string;
  @Id(the.workCenterIfKnown) workCenter?: string;
  @Id(originOperation) originOperation?: string;
  @OneOf(dispositions, { about: 'What becomes of it.', example: 'rework' }) disposition: Disposition;
  @Id({ ...the.operation, about: 'For rework: the operation from which the unit runs again.', optional: true })
  reworkFrom?: string;
  @Id(the.reasonCode) reason: string;
  @Part(() => QuantityField, found) quantity: QuantityField;
  @Id(the.personBehind) person?: string;
}

export class NonconformanceClosed {
  static readonly type = 'millwright.quality.nonconformance-closed.v1';
  static readonly stream = 'nonconformance';
  static readonly about = 'All that follows from the nonconformance is done.';
  @Id(the.nonconformance) nonconformance: string;
}

const heldSubjects = { about: 'What is held.' };

export class HoldPlaced {
  static readonly type = 'millwright.quality.hold-placed.v1';
  static readonly stream = 'hold';
  static readonly about = 'Nothing may be done with these until the hold is released.';
  @Id(the.hold) hold: string;
  @ListOf(() => Subject, heldSubjects) subjects: Subject[];
  @Text({ ...the.reason, example: 'Torque too low' }) reason: string;
  @Id({ ...the.nonconformance, about: 'The nonconformance behind it.', optional: true }) nonconformance?: string;
}

export class HoldReleased {
  static readonly type = 'millwright.quality.hold-released.v1';
  static readonly stream = 'hold';
  static readonly about = 'These are held by it no longer.';
  @Id(the.hold) hold: string;
  @ListOf(() => Subject, { about: 'What was held.' }) subjects: Subject[];
  @Text({ ...the.reason, example: 'Reworked' }) reason: string;
}

export class LotJudged {
  static readonly type = 'millwright.quality.lot-judged.v1';
  static readonly stream = 'lot-line';
  static readonly about =
    'How much of a received or produced lot line has been judged so far; accepted + rejected + pending = received.';
  @Id(the.lot) lot: string;
  @Part(() => QuantityField, { about: 'Found good.' }) accepted: QuantityField;
  @Part(() => QuantityField, { about: 'Found not good.', example: { value: '0', unit: 'C62' } })
  rejected: QuantityField;
  @Part(() => QuantityField, { about: 'Not judged yet.', example: { value: '36', unit: 'C62' } })
  pending: QuantityField;
  @Whole({ about: 'How many inspections there were.', example: 1 }) inspections: number;
}

export class WebhookDisabled extends WebhookDisabledFields {
  static readonly type = 'millwright.quality.webhook-disabled.v1';
  static readonly stream = 'webhook';
  static readonly about = 'Nothing more is sent to this webhook of the service.';
}
