import { add, isPositive, multiply, subtract } from '@millwright/event-sourcing';
import type {
  OrderedProduction,
  PinnedComponent,
  PinnedOperation,
  ReleasedProduction,
} from './production-order.events.js';

/** Why an order cannot be released, or what to mind when it is. */
export interface Finding {
  readonly code: string;
  readonly detail: string;
  readonly [fact: string]: unknown;
}

/** An item as its release is judged by: undefined where there is none of that number. */
export type JudgedItem =
  | { readonly revision: string; readonly tracking: 'serial' | 'lot'; readonly unit: string; readonly blocked?: string }
  | undefined;

/** What stock is free as far as orders has heard, in the item's base unit. Advice, not a gate: see the README. */
export interface FreeStock {
  readonly item: string;
  readonly available: string;
}

export interface ReleaseFacts {
  readonly ordered: OrderedProduction;
  readonly item: JudgedItem;
  readonly routing?: {
    readonly revision: string;
    readonly operations: readonly Omit<PinnedOperation, 'inspectionPlanRevision'>[];
  };
  readonly billOfMaterial?: { readonly revision: string; readonly lines: readonly Omit<PinnedComponent, 'tracking'>[] };
  /** Somebody has begun to write one, released or not. */
  readonly hasBillOfMaterial: boolean;
  readonly components: ReadonlyMap<string, JudgedItem>;
  /** The released revision of every inspection plan that is released. */
  readonly plans: ReadonlyMap<string, string>;
  readonly policy: { readonly missingMaterial: 'warn' | 'block'; readonly missingBillOfMaterial: 'warn' | 'block' };
  readonly availability: readonly FreeStock[];
}

export interface ReleaseJudgement {
  readonly blockers: readonly Finding[];
  readonly warnings: readonly Finding[];
  /** What the order would be made by; there when nothing blocks. */
  readonly released?: ReleasedProduction;
}

/** Every reason at once: whoever has to put things right should not have to ask again after each. */
export function judgeRelease(facts: ReleaseFacts): ReleaseJudgement {
  const { policy } = facts;
  const missingMaterial = materialFindings(facts);
  const missingBillOfMaterial = billOfMaterialFindings(facts);
  const blocksWithout =
    facts.hasBillOfMaterial ||
    facts.ordered.billOfMaterialRevision !== undefined ||
    policy.missingBillOfMaterial === 'block';
  const blockers = [
    ...itemFindings(facts),
    ...routingFindings(facts),
    ...(blocksWithout ? missingBillOfMaterial : []),
    ...componentFindings(facts),
    ...inspectionPlanFindings(facts),
    ...(policy.missingMaterial === 'block' ? missingMaterial : []),
  ];
  const warnings = [
    ...(blocksWithout ? [] : missingBillOfMaterial),
    ...(policy.missingMaterial === 'warn' ? missingMaterial : []),
  ];
  return { blockers, warnings, released: blockers.length === 0 ? pinned(facts) : undefined };
}

/** Of an order that was released: whether it can be worked on. */
export const judgeWork = (
  status: string,
  shortages: readonly { readonly item: string; readonly short: string; readonly unit: string }[],
): Pick<ReleaseJudgement, 'blockers' | 'warnings'> => ({
  blockers:
    status === 'released' || status === 'in-progress'
      ? []
      : [{ code: `order-${status}`, detail: `The order is ${status}, so it is not worked on.` }],
  warnings: shortages.map(({ item, short, unit }) => ({
    code: 'missing-material',
    detail: `${short} ${unit} of ${item} are neither reserved nor issued yet.`,
    item,
    short,
    unit,
  })),
});

function itemFindings({ item, ordered }: ReleaseFacts): Finding[] {
  if (!item) return [{ code: 'unknown-item', detail: `There is no item ${ordered.item}.`, item: ordered.item }];
  if (item.blocked === undefined) return [];
  return [
    {
      code: 'item-blocked',
      detail: `${ordered.item} is blocked: ${item.blocked}. Unblock it first.`,
      item: ordered.item,
      as: 'product',
    },
  ];
}

function routingFindings({ routing, ordered }: ReleaseFacts): Finding[] {
  if (routing) return [];
  const { item, routingRevision: revision } = ordered;
  return [
    {
      code: 'no-routing',
      detail: `There is no released routing ${revision ? `${revision} ` : ''}of ${item}. Release one first.`,
      item,
      revision,
    },
  ];
}

function billOfMaterialFindings({ billOfMaterial, ordered }: ReleaseFacts): Finding[] {
  if (billOfMaterial) return [];
  const { item, billOfMaterialRevision: revision } = ordered;
  return [
    {
      code: 'no-bill-of-material',
      detail: `There is no released bill of material ${revision ? `${revision} ` : ''}of ${item}. Release one first.`,
      item,
      revision,
    },
  ];
}

function componentFindings({ billOfMaterial, components, routing }: ReleaseFacts): Finding[] {
  const lines = billOfMaterial?.lines ?? [];
  const known = new Set(routing?.operations.map(({ operation }) => operation));
  const misplaced = routing ? lines.filter(({ operation }) => !known.has(operation)) : [];
  return [
    ...[...new Set(lines.map(({ item }) => item))].flatMap((item) => componentFinding(item, components.get(item))),
    ...misplaced.map(({ operation, item }) => ({
      code: 'unknown-operation',
      detail: `${item} is to be used at operation ${operation}, which routing ${routing?.revision} does not have. Correct one of them.`,
      operation,
      item,
    })),
  ];
}

function componentFinding(item: string, component: JudgedItem): Finding[] {
  if (!component) return [{ code: 'unknown-item', detail: `The component ${item} is not defined.`, item }];
  if (component.blocked === undefined) return [];
  return [
    {
      code: 'item-blocked',
      detail: `The component ${item} is blocked: ${component.blocked}. Unblock it or release a bill of material without it.`,
      item,
      as: 'component',
    },
  ];
}

const inspectionPlanFindings = ({ routing, plans }: ReleaseFacts): Finding[] =>
  (routing?.operations ?? [])
    .filter(({ inspectionPlan: plan }) => plan !== undefined && !plans.has(plan))
    .map(({ operation, inspectionPlan: plan }) => ({
      code: 'inspection-plan-not-released',
      detail: `Operation ${operation} is inspected by plan ${plan}, which is not released. Release the plan first.`,
      operation,
      plan,
    }));

function materialFindings({ ordered, billOfMaterial, components, availability }: ReleaseFacts): Finding[] {
  const available = new Map(availability.map((stock) => [stock.item, stock.available]));
  const required = new Map<string, string>();
  for (const { item, quantityPer } of billOfMaterial?.lines ?? []) {
    const more = multiply(quantityPer.value, ordered.quantity.value);
    required.set(item, add(required.get(item) ?? '0', more));
  }
  return [...required].flatMap(([item, need]) => {
    const free = available.get(item) ?? '0';
    const short = subtract(need, free);
    const unit = components.get(item)?.unit;
    return isPositive(short)
      ? [
          {
            code: 'missing-material',
            detail: `${need} ${unit} of ${item} are needed, ${free} are free.`,
            item,
            required: need,
            available: free,
            short,
            unit,
          },
        ]
      : [];
  });
}

function pinned({
  ordered,
  item,
  routing,
  billOfMaterial,
  components,
  plans,
}: ReleaseFacts): ReleasedProduction | undefined {
  if (!item || !routing) return undefined;
  const { order, externalOrder, quantity, dueAt } = ordered;
  return {
    order,
    externalOrder,
    item: ordered.item,
    itemRevision: item.revision,
    tracking: item.tracking,
    quantity,
    dueAt,
    billOfMaterialRevision: billOfMaterial?.revision,
    routingRevision: routing.revision,
    operations: routing.operations.map((one) => ({
      ...one,
      inspectionPlanRevision: one.inspectionPlan && plans.get(one.inspectionPlan),
    })),
    components: (billOfMaterial?.lines ?? []).map((line) => ({
      ...line,
      tracking: components.get(line.item)?.tracking ?? 'lot',
    })),
  };
}
