import type { Event, Quantity } from '@millwright/event-sourcing';

export type WorkOrderKind = 'corrective' | 'preventive';

export interface UsedPart {
  readonly item: string;
  readonly quantity: Quantity;
}

interface OfWorkOrder {
  readonly workOrder: string;
}

/** The stop that the work order is about. */
export interface StopOfWork {
  readonly downSince: string;
  readonly workCenters: readonly string[];
}

export type WorkOrderEvent =
  | Event<
      'WorkOrderOpened',
      OfWorkOrder &
        Partial<StopOfWork> & {
          readonly asset: string;
          readonly kind: WorkOrderKind;
          readonly reason: string;
          readonly plan?: string;
          /** The how manieth interval of the plan it is for. */
          readonly number?: number;
          /** Earlier intervals of the plan that passed without a work order; this one makes up for them. */
          readonly missed?: number;
          readonly dueAt?: string;
        }
    >
  | Event<'WorkOrderDowntimeBegan', OfWorkOrder & StopOfWork>
  | Event<'WorkOrderAssigned', OfWorkOrder & { readonly person: string }>
  | Event<'WorkOrderStarted', OfWorkOrder>
  | Event<
      'WorkOrderCompleted',
      OfWorkOrder & {
        readonly asset: string;
        readonly workCenter?: string;
        readonly kind: WorkOrderKind;
        readonly failure?: string;
        readonly cause?: string;
        readonly remedy?: string;
        readonly spareParts: readonly UsedPart[];
        readonly laborSeconds: number;
      }
    >
  | Event<'WorkOrderVerified', OfWorkOrder>
  | Event<'WorkOrderCancelled', OfWorkOrder & { readonly reason: string }>;
