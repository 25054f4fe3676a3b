/** One node of an order's graph of operations. */
export interface RouteOperation {
  readonly operation: string;
  readonly workCenter: string;
  readonly after: readonly string[];
}

type Route = readonly RouteOperation[];

/** Where a piece may go that has passed these operations: not passed yet, and everything before it is. */
export const nextOperations = (route: Route, passed: readonly string[]): string[] =>
  route
    .filter(({ operation, after }) => !passed.includes(operation) && after.every((one) => passed.includes(one)))
    .map(({ operation }) => operation);

export const isLast = (route: Route, operation: string): boolean =>
  !route.some(({ after }) => after.includes(operation));

/** The operation and everything that comes after it, directly or not. */
export function fromOperationOn(route: Route, operation: string): string[] {
  const found = new Set([operation]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const { operation: later, after } of route) if (after.some((one) => found.has(one))) found.add(later);
  }
  return route.filter((one) => found.has(one.operation)).map((one) => one.operation);
}

export const allPassed = (route: Route, passed: readonly string[]): boolean =>
  route.every(({ operation }) => passed.includes(operation));
