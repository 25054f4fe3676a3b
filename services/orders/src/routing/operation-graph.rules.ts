import { rejection, type Rejection } from '@millwright/event-sourcing';

/** An operation and those that must be done before it. */
export interface GraphOperation {
  readonly operation: string;
  readonly after: readonly string[];
}

/** What keeps operations from being a graph in which work can begin and end, if anything. */
export const graphProblem = (operations: readonly GraphOperation[]): Rejection | undefined =>
  duplicateOperation(operations) ?? unknownPredecessor(operations) ?? cycle(operations);

function duplicateOperation(operations: readonly GraphOperation[]): Rejection | undefined {
  const names = operations.map(({ operation }) => operation);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  return twice === undefined
    ? undefined
    : invalid('duplicate-operation', `Operation ${twice} is listed twice. Name every operation differently.`, {
        operation: twice,
      });
}

function unknownPredecessor(operations: readonly GraphOperation[]): Rejection | undefined {
  const names = new Set(operations.map(({ operation }) => operation));
  for (const { operation, after } of operations) {
    const predecessor = after.find((name) => !names.has(name));
    if (predecessor !== undefined) {
      return invalid(
        'unknown-predecessor',
        `Operation ${operation} comes after ${predecessor}, which is not in the routing.`,
        { operation, predecessor },
      );
    }
  }
  return undefined;
}

/** Takes away what has nothing before it until nothing is left; what cannot be taken away waits for itself. */
function cycle(operations: readonly GraphOperation[]): Rejection | undefined {
  let waiting = operations;
  for (;;) {
    const names = new Set(waiting.map(({ operation }) => operation));
    const left = waiting.filter(({ after }) => after.some((name) => names.has(name)));
    if (left.length === 0) return undefined;
    if (left.length === waiting.length) break;
    waiting = left;
  }
  const round = roundOf(waiting);
  return invalid(
    'cyclic-routing',
    `The operations wait for each other: ${round.join(' after ')}. Take out one of these predecessors.`,
    { cycle: round },
  );
}

/** Goes back from predecessor to predecessor until it comes to one a second time. */
function roundOf(waiting: readonly GraphOperation[]): readonly string[] {
  const predecessorOf = new Map(
    waiting.map(({ operation, after }) => [
      operation,
      after.find((name) => waiting.some((one) => one.operation === name)) ?? operation,
    ]),
  );
  const way: string[] = [];
  let name = waiting[0].operation;
  while (!way.includes(name)) {
    way.push(name);
    name = predecessorOf.get(name) ?? name;
  }
  return [...way.slice(way.indexOf(name)), name];
}

const invalid = (code: string, detail: string, facts: Record<string, unknown>): Rejection =>
  rejection(code, detail, { kind: 'invalid', facts });
