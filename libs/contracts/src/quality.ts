import { Id, Ids, ListOf, OneOf, Part, Text, Decimal, Whole } from './fields.js';
import { QuantityField, Subject } from './shared.js';
import { WebhookDisabledFields } from './webhooks.js';

export class Characteristic {
  @Id() characteristic: string;
  @Text() description: string;
  /** Unit code of the measured value; absent for attributes. */
  @Id({ optional: true }) unit?: string;
  @Decimal({ optional: true }) lower?: string;
  @Decimal({ optional: true }) upper?: string;
}

export class InspectionPlanReleased {
  static readonly type = 'millwright.quality.inspection-plan-released.v1';
  static readonly stream = 'inspection-plan';
  @Id() plan: string;
  @Id() revision: string;
  @Id({ optional: true }) item?: string;
  @ListOf(() => Characteristic) characteristics: Characteristic[];
}

export class InspectionPlanWithdrawn {
  static readonly type = 'millwright.quality.inspection-plan-withdrawn.v1';
  static readonly stream = 'inspection-plan';
  @Id() plan: string;
  @Id() revision: string;
  @Text() reason: string;
}

export class Measurement {
  @Id() characteristic: string;
  @Decimal() value: string;
  @Id({ optional: true }) unit?: string;
  @OneOf(['passed', 'failed']) verdict: 'passed' | 'failed';
}

export class InspectionPassed {
  static readonly type = 'millwright.quality.inspection-passed.v1';
  static readonly stream = 'inspection';
  @Id() inspection: string;
  @Id() plan: string;
  @Id() planRevision: string;
  @Part(() => Subject) subject: Subject;
  @Id({ optional: true }) order?: string;
  @Id({ optional: true }) operation?: string;
  @Part(() => QuantityField) quantity: QuantityField;
  @ListOf(() => Measurement, { optional: true }) measurements?: Measurement[];
}

export class InspectionFailed {
  static readonly type = 'millwright.quality.inspection-failed.v1';
  static readonly stream = 'inspection';
  @Id() inspection: string;
  @Id() plan: string;
  @Id() planRevision: string;
  @Part(() => Subject) subject: Subject;
  @Id({ optional: true }) order?: string;
  @Id({ optional: true }) operation?: string;
  @Part(() => QuantityField) quantity: QuantityField;
  @ListOf(() => Measurement, { optional: true }) measurements?: Measurement[];
  /** Characteristics out of limits. */
  @Ids() failed: string[];
}

export const dispositions = ['use-as-is', 'rework', 'scrap', 'return'] as const;
export type Disposition = (typeof dispositions)[number];

export class NonconformanceOpened {
  static readonly type = 'millwright.quality.nonconformance-opened.v1';
  static readonly stream = 'nonconformance';
  @Id() nonconformance: string;
  @Part(() => Subject) subject: Subject;
  @Id({ optional: true }) order?: string;
  @Id({ optional: true }) operation?: string;
  /** The operation that caused it, as far as known. */
  @Id({ optional: true }) originOperation?: string;
  @Id() defect: string;
  @Part(() => QuantityField) quantity: QuantityField;
}

export class NonconformanceDisposed {
  static readonly type = 'millwright.quality.nonconformance-disposed.v1';
  static readonly stream = 'nonconformance';
  @Id() nonconformance: string;
  @Part(() => Subject) subject: Subject;
  @Id({ optional: true }) order?: string;
  /** Where it was found. */
  @Id({ optional: true }) operation?: string;
  @Id({ optional: true }) originOperation?: string;
  @OneOf(dispositions) disposition: Disposition;
  /** For rework: the operation from which the unit runs again. */
  @Id({ optional: true }) reworkFrom?: string;
  @Id() reason: string;
  @Part(() => QuantityField) quantity: QuantityField;
}

export class NonconformanceClosed {
  static readonly type = 'millwright.quality.nonconformance-closed.v1';
  static readonly stream = 'nonconformance';
  @Id() nonconformance: string;
}

export class HoldPlaced {
  static readonly type = 'millwright.quality.hold-placed.v1';
  static readonly stream = 'hold';
  @Id() hold: string;
  @ListOf(() => Subject) subjects: Subject[];
  @Text() reason: string;
  @Id({ optional: true }) nonconformance?: string;
}

export class HoldReleased {
  static readonly type = 'millwright.quality.hold-released.v1';
  static readonly stream = 'hold';
  @Id() hold: string;
  @ListOf(() => Subject) subjects: Subject[];
  @Text() reason: string;
}

/** How much of a received or produced lot line has been judged so far; accepted + rejected + pending = received. */
export class LotJudged {
  static readonly type = 'millwright.quality.lot-judged.v1';
  static readonly stream = 'lot-line';
  @Id() lot: string;
  @Part(() => QuantityField) accepted: QuantityField;
  @Part(() => QuantityField) rejected: QuantityField;
  @Part(() => QuantityField) pending: QuantityField;
  @Whole() inspections: number;
}

/** Nothing more is sent to this webhook of the service. */
export class WebhookDisabled extends WebhookDisabledFields {
  static readonly type = 'millwright.quality.webhook-disabled.v1';
  static readonly stream = 'webhook';
}
