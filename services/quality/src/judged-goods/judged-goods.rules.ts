import { add, decimal, isPositive, isZero, larger, smaller, subtract, sum } from '@millwright/event-sourcing';
import type { OrderedOperation } from './judged-goods.entity.js';

/** A verdict that counts: the latest on these goods at this operation by this plan. */
export interface CountingVerdict {
  readonly kind: 'unit' | 'lot';
  readonly subject: string;
  readonly operation: string;
  readonly plan: string;
  readonly accepted: string;
  readonly rejected: string;
  /** Rejected, and accepted by concession afterwards. */
  readonly conceded: string;
  readonly scrapped: boolean;
}

/** The inspected operations after which no other inspection comes. */
export function lastInspected(operations: readonly OrderedOperation[], seen: readonly string[]): string[] {
  const planned = operations
    .filter(({ inspectionPlan }) => inspectionPlan !== undefined)
    .map(({ operation }) => operation);
  const inspected = planned.length > 0 ? planned : [...new Set(seen)];
  const before = new Map(operations.map(({ operation, after }) => [operation, after]));
  const comesBefore = (one: string, other: string): boolean =>
    (before.get(other) ?? []).some((earlier) => earlier === one || comesBefore(one, earlier));
  return inspected.filter((one) => !inspected.some((other) => comesBefore(one, other)));
}

/**
 * What of an order has passed quality: goods whose latest verdict is good at every last inspected operation, and which
 * were not scrapped afterwards. What was accepted by concession (disposed `use-as-is`) has passed.
 */
export function passedOfOrder(operations: readonly OrderedOperation[], verdicts: readonly CountingVerdict[]) {
  const last = lastInspected(
    operations,
    verdicts.map(({ operation }) => operation),
  );
  const subjects = [...new Set(verdicts.map(({ subject }) => subject))].map((subject) =>
    ofSubject(
      last,
      verdicts.filter((one) => one.subject === subject),
    ),
  );
  const scrapped = subjects.filter((one) => one.scrapped);
  return {
    inspectedOperations: last,
    passed: sum(subjects.filter((one) => !one.scrapped).map((one) => one.passed)),
    failed: sum(subjects.map((one) => one.failed)),
    conceded: sum(subjects.map((one) => one.conceded)),
    scrapped: decimal(String(scrapped.length)),
  };
}

function ofSubject(last: readonly string[], verdicts: readonly CountingVerdict[]) {
  const at = last.map((operation) => {
    const here = verdicts.filter((one) => one.operation === operation);
    // Several plans at one operation: only what passed each of them has passed there.
    const passed = here.map(({ accepted, conceded }) => add(accepted, conceded));
    return {
      passed: passed.length === 0 ? '0' : passed.reduce(smaller),
      failed: here.map(({ rejected, conceded }) => larger('0', subtract(rejected, conceded))).reduce(larger, '0'),
    };
  });
  return {
    passed: at.length === 0 ? '0' : at.map(({ passed }) => passed).reduce(smaller),
    failed: at.map(({ failed }) => failed).reduce(larger, '0'),
    conceded: sum(verdicts.filter(({ operation }) => last.includes(operation)).map(({ conceded }) => conceded)),
    scrapped: verdicts.some(({ scrapped }) => scrapped),
  };
}

export interface JudgedLine {
  readonly operation: string | null;
  readonly plan: string;
  readonly unit: string;
  readonly accepted: string | null;
  readonly rejected: string | null;
  readonly open: string;
  readonly inspections: number;
  readonly received: string;
}

/** accepted + rejected + pending = received; where nobody told what came in, it is what was presented. Of what nobody told and nobody presented, nothing. */
export function judgementOf(lot: string, lines: readonly JudgedLine[], wasReceived = false) {
  if (lines.length === 0 && !wasReceived) return undefined;
  return {
    lot,
    lines: lines.map(({ operation, plan, unit, received, inspections, ...line }) => {
      const accepted = decimal(line.accepted ?? '0');
      const rejected = decimal(line.rejected ?? '0');
      const presented = sum([accepted, rejected, line.open]);
      const total = isZero(received) || isPositive(subtract(presented, received)) ? presented : decimal(received);
      const quantity = (value: string) => ({ value, unit });
      return {
        operation: operation ?? undefined,
        plan,
        inspections,
        received: quantity(total),
        accepted: quantity(accepted),
        rejected: quantity(rejected),
        pending: quantity(subtract(total, add(accepted, rejected))),
      };
    }),
  };
}
