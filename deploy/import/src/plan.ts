import { digest, type IdentifiedRow } from './identity.js';
import type { RouteStep } from './log-file.js';

/** Operations without an order between them: a real log does not keep to one. */
export interface Routing {
  readonly revision: string;
  readonly operations: readonly { readonly operation: string; readonly workCenter: string }[];
}

export interface PlannedRouting extends Routing {
  readonly part: string;
}

export interface PlannedOrder {
  readonly order: string;
  readonly part: string;
  readonly quantity: string;
  /** Start of the earliest report of it. */
  readonly startedAt: string;
  readonly routing: Routing;
}

/** What the plant must know before the reports can be entered, in the order of the file. */
export interface Plan {
  readonly parts: readonly string[];
  readonly machines: readonly string[];
  readonly workers: readonly string[];
  readonly routings: readonly PlannedRouting[];
  readonly orders: readonly PlannedOrder[];
  /** Start of the first report of all. */
  readonly startedAt: string;
}

export interface Conflict {
  readonly row: IdentifiedRow;
  readonly reason: string;
}

/** An order is for one part and one quantity, those of its first row; rows that say otherwise are no facts about it. */
export function withoutConflicts(rows: readonly IdentifiedRow[]): { agreed: IdentifiedRow[]; conflicts: Conflict[] } {
  const first = new Map<string, IdentifiedRow>();
  const agreed: IdentifiedRow[] = [];
  const conflicts: Conflict[] = [];
  for (const row of rows) {
    const leading = first.get(row.order) ?? row;
    first.set(row.order, leading);
    if (leading.part === row.part && leading.orderQuantity === row.orderQuantity) agreed.push(row);
    else
      conflicts.push({
        row,
        reason: `work_order ${row.order} is for ${leading.orderQuantity} ${leading.part} in line ${leading.line}, here for ${row.orderQuantity} ${row.part}`,
      });
  }
  return { agreed, conflicts };
}

export function planFor(rows: readonly IdentifiedRow[], steps: readonly RouteStep[]): Plan {
  const orders = ordersOf(rows, steps);
  const routings = new Map(orders.map(({ part, routing }) => [`${part} ${routing.revision}`, { part, ...routing }]));
  return {
    parts: distinct(rows.map(({ part }) => part)),
    machines: distinct([
      ...rows.map(({ machine }) => machine),
      ...orders.flatMap(({ routing }) => routing.operations.map(({ workCenter }) => workCenter)),
    ]),
    workers: distinct(rows.map(({ worker }) => worker)),
    routings: [...routings.values()],
    orders,
    startedAt: rows.reduce(
      (earliest, { startedAt }) => (startedAt < earliest ? startedAt : earliest),
      rows[0]?.startedAt ?? '',
    ),
  };
}

function ordersOf(rows: readonly IdentifiedRow[], steps: readonly RouteStep[]): PlannedOrder[] {
  const first = new Map<string, IdentifiedRow>();
  for (const row of rows) {
    const known = first.get(row.order);
    first.set(row.order, known && known.startedAt <= row.startedAt ? known : row);
  }
  const routes = routesOf(steps);
  return [...first.values()].map(({ order, part, orderQuantity: quantity, startedAt }) => ({
    order,
    part,
    quantity,
    startedAt,
    routing: routingOf(routes.get(order) ?? new Map()),
  }));
}

/** The machine of each operation that the file names for an order; where it names several, the first. */
function routesOf(steps: readonly RouteStep[]): Map<string, Map<string, string>> {
  const routes = new Map<string, Map<string, string>>();
  for (const { order, operation, machine } of steps) {
    const route = routes.get(order) ?? new Map<string, string>();
    if (!route.has(operation)) routes.set(order, route.set(operation, machine));
  }
  return routes;
}

/** Orders with the same operations share a revision, which is named after them. */
function routingOf(route: ReadonlyMap<string, string>): Routing {
  const operations = [...route]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([operation, workCenter]) => ({ operation, workCenter }));
  return { operations, revision: `IMPORT-${digest(JSON.stringify(operations)).slice(0, 12)}` };
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)];
