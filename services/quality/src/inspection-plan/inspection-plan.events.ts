import type { Event } from '@millwright/event-sourcing';

export const inspectionStages = ['receipt', 'in-process', 'final', 'periodic'] as const;
export type InspectionStage = (typeof inspectionStages)[number];

/**
 * What is looked at. Limits are decimal strings in `unit` and belong to the good range themselves. Without limits and
 * without a unit it is an attribute: the value is 1 where it conforms and 0 where it does not. With a unit and without
 * limits the value is only recorded.
 */
export interface PlannedCharacteristic {
  readonly characteristic: string;
  readonly description: string;
  readonly unit?: string;
  readonly lower?: string;
  readonly upper?: string;
  readonly method?: string;
  readonly gauge?: string;
  /** The operation that is to blame when it is out of limits. */
  readonly originOperation?: string;
  /** Defect code of a nonconformance; the characteristic itself where none is given. */
  readonly defect?: string;
}

export const samplingRules = ['all', 'first-n', 'percent', 'aql'] as const;

/** How many pieces of a lot are inspected; `count` with first-n, `percent` with percent, `level` and `aql` with aql. */
export interface SamplingRule {
  readonly rule: (typeof samplingRules)[number];
  readonly count?: number;
  readonly percent?: string;
  readonly level?: string;
  readonly aql?: string;
}

export const namedDispositions = ['use-as-is', 'rework', 'scrap', 'return'] as const;
export type NamedDisposition = (typeof namedDispositions)[number];

export interface PlanContent {
  readonly item?: string;
  readonly stage: InspectionStage;
  readonly characteristics: readonly PlannedCharacteristic[];
  readonly sampling: SamplingRule;
  /** Dispositions of what fails here that the material review board must approve. */
  readonly needsApproval: readonly NamedDisposition[];
}

interface PlanRevision {
  readonly plan: string;
  readonly revision: string;
}

export type InspectionPlanEvent =
  | Event<'InspectionPlanDrafted', PlanRevision & PlanContent>
  | Event<'InspectionPlanDraftChanged', PlanRevision & PlanContent>
  | Event<'InspectionPlanReleased', PlanRevision & PlanContent>
  | Event<'InspectionPlanWithdrawn', PlanRevision & { readonly reason: string }>;
