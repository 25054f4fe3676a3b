import { decider, happened, unknown, type Decider } from '@millwright/event-sourcing';
import { progressAt } from './order-progress.rules.js';
import type { OrderState } from './order-state.rules.js';
import { productionOrder } from './production-order.decider.js';
import type { InspectedSubject, OperationProgress, ProductionOrderEvent } from './production-order.events.js';

/**
 * Writes what another service reported about an order into the order. It happened, so it is recorded whatever status the
 * order is in; what says nothing new gives no event.
 */
const record = <Command extends { readonly order: string }>(
  name: string,
  eventOf: (command: Command, state: OrderState) => ProductionOrderEvent | undefined,
): Decider<Command> =>
  decider<Command>({
    name,
    streams: ({ order }) => [productionOrder(order)],
    decide: (command, look) => {
      const state = look(productionOrder(command.order));
      if (!state.decided) return unknown('production-order', command.order);
      const event = eventOf(command, state);
      return event ? [happened(productionOrder(command.order), event)] : [];
    },
  });

interface AtOperation {
  readonly order: string;
  readonly operation: string;
}

export const recordOperationStart = record<AtOperation>('record-operation-start', (data, { progress }) =>
  progressAt(progress, data.operation).started ? undefined : { type: 'OperationStartRecorded', data },
);

export const recordOperationProgress = record<OperationProgress>('record-operation-progress', (data) => ({
  type: 'OperationProgressRecorded',
  data,
}));

export const recordOperationDone = record<AtOperation>('record-operation-done', (data, { progress }) =>
  progressAt(progress, data.operation).done ? undefined : { type: 'OperationDoneRecorded', data },
);

export interface RecordQualityVerdict {
  readonly order: string;
  readonly operation?: string;
  readonly plan: string;
  readonly inspection: string;
  readonly subject: InspectedSubject;
  readonly passed: boolean;
  readonly quantity: string;
}

/** Only the plans that the order was released with say what has passed; other inspections of its pieces do not count. */
export const recordQualityVerdict = record<RecordQualityVerdict>(
  'record-quality-verdict',
  ({ plan, operation: named, ...verdict }, { released }) => {
    const inspected = released?.operations.find(
      ({ operation, inspectionPlan }) => inspectionPlan === plan && (named === undefined || named === operation),
    );
    return inspected && { type: 'QualityVerdictRecorded', data: { ...verdict, operation: inspected.operation } };
  },
);

export interface RecordAcceptanceAsIs {
  readonly order: string;
  readonly nonconformance: string;
  readonly subject: InspectedSubject;
  readonly quantity: string;
}

export const recordAcceptanceAsIs = record<RecordAcceptanceAsIs>('record-acceptance-as-is', (data) => ({
  type: 'FailureAcceptedAsIs',
  data,
}));

export const recordUnitScrap = record<{ readonly order: string; readonly unit: string }>(
  'record-unit-scrap',
  (data, { progress }) => (progress.scrappedUnits.has(data.unit) ? undefined : { type: 'UnitScrapRecorded', data }),
);
