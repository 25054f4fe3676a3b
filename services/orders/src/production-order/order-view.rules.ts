import { decimal, isPositive } from '@millwright/event-sourcing';
import { operationStatus, producedBy, progressAt, qualityPassedBy, scrappedBy } from './order-progress.rules.js';
import { jobStateOf, legalFor } from './order-status.rules.js';
import { statusOf, type OrderState } from './order-state.rules.js';
import type { PinnedOperation } from './production-order.events.js';

/** What an order lacks, in the base unit of the item. */
export interface Shortage {
  readonly item: string;
  readonly unit: string;
  readonly short: string;
}

export const shortagesOf = (lines: readonly Shortage[]): Shortage[] =>
  lines
    .filter(({ short }) => isPositive(short))
    .map(({ item, unit, short }) => ({ item, unit, short: decimal(short) }));

/** Undefined for an order that does not exist, or did not at the time asked for. Shortages are only known of now. */
export function orderView(state: OrderState, version: number, shortages?: readonly Shortage[]) {
  const { ordered, startAt, released, completed, progress } = state;
  const status = statusOf(state);
  if (!ordered || !status) return undefined;
  const { order, externalOrder, item, quantity, dueAt } = ordered;
  const operations = released?.operations ?? [];
  return {
    order,
    externalOrder,
    status,
    ...jobStateOf(status),
    legal: legalFor(status),
    item,
    quantity,
    dueAt,
    startAt,
    revisions: released && {
      item: released.itemRevision,
      billOfMaterial: released.billOfMaterialRevision,
      routing: released.routingRevision,
    },
    produced: producedBy(operations, progress),
    scrapped: scrappedBy(progress),
    qualityPassed: qualityPassedBy(operations, progress),
    completed,
    operations: operations.map((operation) => operationView(operation, state)),
    components: released?.components ?? [],
    shortages: shortages && shortagesOf(shortages),
    version,
  };
}

function operationView(pinned: PinnedOperation, { progress }: OrderState) {
  const { good, scrap, rework } = progressAt(progress, pinned.operation);
  return { ...pinned, status: operationStatus(pinned, progress), good, scrap, rework };
}

/** Only what was asked for; a condition on nothing is none. */
export const isOfNow = ({ asOf, knownAt }: { readonly asOf?: string; readonly knownAt?: string }): boolean =>
  asOf === undefined && knownAt === undefined;
