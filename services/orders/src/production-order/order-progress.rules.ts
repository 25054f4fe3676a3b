import { add, smaller, sum } from '@millwright/event-sourcing';
import type {
  InspectedSubject,
  OperationProgress,
  PinnedOperation,
  QualityVerdict,
} from './production-order.events.js';

export interface OperationState {
  readonly started: boolean;
  readonly done: boolean;
  readonly good: string;
  readonly scrap: string;
  readonly rework: string;
}

interface Verdict {
  /** When it was given; of two on one unit, the later one counts, in whatever order they became known. */
  readonly at: string;
  readonly inspected: string;
  readonly passed: string;
}
type Verdicts = ReadonlyMap<string, Verdict>;

/** What is known of the work on an order and of the quality of what came out of it. */
export interface OrderProgress {
  readonly operations: ReadonlyMap<string, OperationState>;
  /** By operation, then by unit or lot. */
  readonly verdicts: ReadonlyMap<string, Verdicts>;
  readonly scrappedUnits: ReadonlySet<string>;
}

export const noProgress: OrderProgress = { operations: new Map(), verdicts: new Map(), scrappedUnits: new Set() };

const untouched: OperationState = { started: false, done: false, good: '0', scrap: '0', rework: '0' };

export const progressAt = ({ operations }: OrderProgress, operation: string): OperationState =>
  operations.get(operation) ?? untouched;

const withOperation = (progress: OrderProgress, operation: string, news: Partial<OperationState>): OrderProgress => ({
  ...progress,
  operations: new Map(progress.operations).set(operation, { ...progressAt(progress, operation), ...news }),
});

export const operationStarted = (progress: OrderProgress, operation: string): OrderProgress =>
  withOperation(progress, operation, { started: true });
export const operationDone = (progress: OrderProgress, operation: string): OrderProgress =>
  withOperation(progress, operation, { started: true, done: true });

export function reported(
  progress: OrderProgress,
  { operation, good, scrap, rework }: OperationProgress,
): OrderProgress {
  const before = progressAt(progress, operation);
  return withOperation(progress, operation, {
    started: true,
    good: add(before.good, good),
    scrap: add(before.scrap, scrap),
    rework: add(before.rework, rework),
  });
}

const keyOf = ({ kind, id }: InspectedSubject): string => `${kind}:${id}`;

/** A unit is judged anew by every inspection; of a lot, every inspection judges a part, so they add up. */
export function judged(
  progress: OrderProgress,
  { operation, subject, passed, quantity }: Omit<QualityVerdict, 'order' | 'inspection'>,
  at: string,
): OrderProgress {
  const atOperation: Verdicts = progress.verdicts.get(operation) ?? new Map();
  const before = atOperation.get(keyOf(subject));
  if (subject.kind === 'unit' && before && before.at > at) return progress;
  const verdict = { at, inspected: quantity, passed: passed ? quantity : '0' };
  const all =
    subject.kind === 'lot' && before
      ? { at, inspected: add(before.inspected, verdict.inspected), passed: add(before.passed, verdict.passed) }
      : verdict;
  return {
    ...progress,
    verdicts: new Map(progress.verdicts).set(operation, new Map(atOperation).set(keyOf(subject), all)),
  };
}

/** What failed was judged fit for use as it is: from then on it counts as passed, up to what was inspected. */
export function acceptedAsIs(progress: OrderProgress, subject: InspectedSubject, quantity: string): OrderProgress {
  const verdicts = new Map(progress.verdicts);
  for (const [operation, atOperation] of verdicts) {
    const before = atOperation.get(keyOf(subject));
    if (before)
      verdicts.set(
        operation,
        new Map(atOperation).set(keyOf(subject), {
          ...before,
          passed: smaller(before.inspected, add(before.passed, quantity)),
        }),
      );
  }
  return { ...progress, verdicts };
}

export const unitScrapped = (progress: OrderProgress, unit: string): OrderProgress => ({
  ...progress,
  scrappedUnits: new Set(progress.scrappedUnits).add(unit),
});

/** All that must be done before one of these operations. */
function everythingBefore(operations: readonly PinnedOperation[], names: readonly string[]): ReadonlySet<string> {
  const before = new Set(operations.filter(({ operation }) => names.includes(operation)).flatMap(({ after }) => after));
  for (const name of before)
    for (const earlier of operations.find(({ operation }) => operation === name)?.after ?? []) before.add(earlier);
  return before;
}

function lastOf(operations: readonly PinnedOperation[], names: readonly string[]): readonly string[] {
  const before = everythingBefore(operations, names);
  return names.filter((name) => !before.has(name));
}

/** Good at the operations that nothing comes after; of several, the least, since a piece must have passed them all. */
export function producedBy(operations: readonly PinnedOperation[], progress: OrderProgress): string {
  const last = lastOf(
    operations,
    operations.map(({ operation }) => operation),
  );
  const goods = last.map((operation) => progressAt(progress, operation).good);
  return goods.length === 0 ? '0' : goods.reduce(smaller);
}

export const scrappedBy = (progress: OrderProgress): string =>
  sum([...progress.operations.values()].map(({ scrap }) => scrap));

/**
 * Units and lots that passed every inspection after which no other comes, without those scrapped since; what quality
 * tells of the order. Undefined where nothing is inspected.
 */
export function qualityPassedBy(
  operations: readonly PinnedOperation[],
  { verdicts, scrappedUnits }: OrderProgress,
): string | undefined {
  const inspected = operations
    .filter(({ inspectionPlan }) => inspectionPlan !== undefined)
    .map(({ operation }) => operation);
  if (inspected.length === 0) return undefined;
  const last = lastOf(operations, inspected).map((operation): Verdicts => verdicts.get(operation) ?? new Map());
  const scrapped = new Set([...scrappedUnits].map((id) => keyOf({ kind: 'unit', id })));
  const subjects = [...last[0].keys()].filter((subject) => !scrapped.has(subject));
  return sum(
    subjects.map((subject) => last.map((atOperation) => atOperation.get(subject)?.passed ?? '0').reduce(smaller)),
  );
}

export type OperationStatus = 'waiting' | 'ready' | 'in-progress' | 'done';

/** An operation is ready when everything before it is done; parallel branches do not wait for each other. */
export function operationStatus(
  { operation, after }: Pick<PinnedOperation, 'operation' | 'after'>,
  progress: OrderProgress,
): OperationStatus {
  const { started, done } = progressAt(progress, operation);
  if (done) return 'done';
  if (started) return 'in-progress';
  return after.every((name) => progressAt(progress, name).done) ? 'ready' : 'waiting';
}
