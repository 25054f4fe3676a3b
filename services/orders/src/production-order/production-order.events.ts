import type { Event, Quantity } from '@millwright/event-sourcing';

export interface OrderedProduction {
  readonly order: string;
  readonly externalOrder?: string;
  readonly item: string;
  /** In the item's base unit. */
  readonly quantity: Quantity;
  readonly dueAt?: string;
  /** Asked for instead of the current revision. */
  readonly billOfMaterialRevision?: string;
  readonly routingRevision?: string;
}

export interface PinnedOperation {
  readonly operation: string;
  readonly description: string;
  readonly workCenter: string;
  readonly after: string[];
  readonly skill?: string;
  readonly skillLevel?: number;
  readonly inspectionPlan?: string;
  readonly inspectionPlanRevision?: string;
  readonly setupSeconds: number;
  readonly runSecondsPerUnit: number;
}

export interface PinnedComponent {
  readonly operation: string;
  readonly item: string;
  readonly tracking: 'serial' | 'lot';
  /** For one of the product. */
  readonly quantityPer: Quantity;
  readonly backflush: boolean;
}

/** Everything that the order is made by, as it was when it was released; later changes of the definitions do not reach it. */
export interface ReleasedProduction {
  readonly order: string;
  readonly externalOrder?: string;
  readonly item: string;
  readonly itemRevision: string;
  readonly tracking: 'serial' | 'lot';
  readonly quantity: Quantity;
  readonly dueAt?: string;
  readonly billOfMaterialRevision?: string;
  readonly routingRevision: string;
  readonly operations: PinnedOperation[];
  readonly components: PinnedComponent[];
}

export interface OverriddenCompletion {
  readonly order: string;
  readonly claimed: string;
  readonly lastOperationGood: string;
  readonly qualityPassed?: string;
  readonly reason: string;
}

/** Added to what was reported before. */
export interface OperationProgress {
  readonly order: string;
  readonly operation: string;
  readonly good: string;
  readonly scrap: string;
  readonly rework: string;
}

export interface InspectedSubject {
  readonly kind: 'unit' | 'lot';
  readonly id: string;
}

/** Replaces an earlier verdict on the same subject at the same operation. */
export interface QualityVerdict {
  readonly order: string;
  readonly operation: string;
  readonly inspection: string;
  readonly subject: InspectedSubject;
  readonly passed: boolean;
  readonly quantity: string;
}

type InOrder = { readonly order: string };
/** With the number under which the ERP posts it. */
type OfExternal = InOrder & { readonly externalOrder?: string };
type WithReason = OfExternal & { readonly reason: string };

export type ProductionOrderEvent =
  | Event<'ProductionOrderCreated', OrderedProduction>
  | Event<'ProductionOrderPlanned', InOrder & { readonly startAt?: string }>
  | Event<'ProductionOrderReleased', ReleasedProduction>
  | Event<'ProductionOrderPaused', WithReason>
  | Event<'ProductionOrderResumed', OfExternal>
  | Event<'CompletionOverridden', OverriddenCompletion>
  | Event<
      'ProductionOrderCompleted',
      OfExternal & {
        readonly item: string;
        readonly good: Quantity;
        readonly scrapped: Quantity;
      }
    >
  | Event<'ProductionOrderReopened', WithReason>
  | Event<'ProductionOrderClosed', OfExternal>
  | Event<'ProductionOrderCancelled', WithReason>
  // What other services reported about the order, at the time at which it occurred there.
  | Event<'OperationStartRecorded', InOrder & { readonly operation: string }>
  | Event<'OperationProgressRecorded', OperationProgress>
  | Event<'OperationDoneRecorded', InOrder & { readonly operation: string }>
  | Event<'QualityVerdictRecorded', QualityVerdict>
  | Event<
      'FailureAcceptedAsIs',
      InOrder & { readonly nonconformance: string; readonly subject: InspectedSubject; readonly quantity: string }
    >
  | Event<'UnitScrapRecorded', InOrder & { readonly unit: string }>;
