import { decimal, type Quantity } from '@millwright/event-sourcing';

/** An operation that is still to be done, with what is known of what it needs. */
export interface DispatchRow {
  readonly order: string;
  readonly operation: string;
  readonly description: string;
  readonly item: string;
  readonly quantity: Quantity;
  readonly good: string;
  readonly dueAt: Date | null;
  readonly started: boolean;
  /** Everything before it is done. */
  readonly isNext: boolean;
  readonly skill: string | null;
  readonly skillLevel: number | null;
  readonly inspectionPlan: string | null;
  readonly inspectionPlanRevision: string | null;
  /** Items used at this operation. */
  readonly components: readonly string[];
  /** Inventory has said what it has for the order. */
  readonly demandKnown: boolean;
  /** Those of `components` of which the order lacks something. */
  readonly shortItems: readonly string[];
  /** Holds on units and lots of the order. */
  readonly holds: readonly string[];
  /** Why the work center stands still, if it does. */
  readonly workOrders: readonly string[];
}

/** What is planned at a work center and what it still waits for. */
export const dispatchItem = (row: DispatchRow) => ({
  order: row.order,
  operation: row.operation,
  description: row.description,
  item: row.item,
  quantity: row.quantity,
  good: decimal(row.good),
  dueAt: row.dueAt ?? undefined,
  status: row.started ? 'in-progress' : row.isNext ? 'ready' : 'waiting',
  readiness: {
    material: materialOf(row),
    tool: 'not-required',
    skill: row.skill === null ? 'not-required' : 'required',
    // Release refuses an order whose plan is not released, and pins it: where one is required, it is there.
    document: row.inspectionPlan === null ? 'not-required' : 'ready',
    hold: row.holds.length > 0 ? 'not-ready' : 'ready',
    machine: row.workOrders.length > 0 ? 'not-ready' : 'ready',
  },
  skill: row.skill ?? undefined,
  skillLevel: row.skillLevel ?? undefined,
  inspectionPlan:
    row.inspectionPlan === null ? undefined : { plan: row.inspectionPlan, revision: row.inspectionPlanRevision },
  shortItems: row.shortItems,
  holds: row.holds,
  workOrders: row.workOrders,
});

function materialOf({ components, demandKnown, shortItems }: DispatchRow): string {
  if (components.length === 0) return 'not-required';
  if (!demandKnown) return 'unknown';
  return shortItems.length > 0 ? 'not-ready' : 'ready';
}
