import { isZero, isMoreThan, rejection, type Quantity, type Rejection } from '@millwright/event-sourcing';
import type { FrozenCharacteristic, Measured } from './inspection.events.js';

interface Given {
  readonly characteristic: string;
  readonly value: string;
  readonly unit?: string;
}

/** What is wrong with measured values: unknown or repeated characteristics, another unit than the plan's. */
export function measurementProblem(
  characteristics: readonly FrozenCharacteristic[],
  before: readonly Measured[],
  given: readonly Given[],
): Rejection | undefined {
  const planned = new Map(characteristics.map((one) => [one.characteristic, one]));
  const seen = new Set(before.map(({ characteristic }) => characteristic));
  for (const { characteristic, unit } of given) {
    const plan = planned.get(characteristic);
    if (!plan) return unknownCharacteristic(characteristic, [...planned.keys()]);
    if (seen.has(characteristic))
      return rejection(
        'already-measured',
        `${characteristic} was measured already in this inspection. Open another inspection to measure again.`,
        { facts: { characteristic } },
      );
    if (unit !== undefined && unit !== plan.unit) return wrongUnit(plan, unit);
    seen.add(characteristic);
  }
  return undefined;
}

const unknownCharacteristic = (characteristic: string, legal: readonly string[]): Rejection =>
  rejection('unknown-characteristic', `The plan has no characteristic ${characteristic}. It has ${legal.join(', ')}.`, {
    kind: 'unknown',
    legal,
    facts: { characteristic },
  });

const wrongUnit = ({ characteristic, unit }: FrozenCharacteristic, given: string): Rejection =>
  rejection(
    'unit-mismatch',
    unit === undefined
      ? `${characteristic} is an attribute and has no unit.`
      : `${characteristic} is measured in ${unit}, not in ${given}.`,
    {
      kind: 'invalid',
      facts: { characteristic, expected: unit ?? null, given },
    },
  );

export const missingCharacteristics = (
  characteristics: readonly FrozenCharacteristic[],
  measured: readonly Measured[],
): string[] =>
  characteristics
    .map(({ characteristic }) => characteristic)
    .filter((name) => !measured.some(({ characteristic }) => characteristic === name));

/** How much of what was presented is rejected; or why `rejected` cannot be meant. */
export function rejectedOf(
  quantity: Quantity,
  failed: readonly string[],
  rejected: string | undefined,
): string | Rejection {
  if (failed.length === 0) {
    if (rejected === undefined || isZero(rejected)) return '0';
    return rejection(
      'rejected-without-defect',
      `All values are in limits, so nothing can be rejected. Open a nonconformance for what else was found.`,
      { kind: 'invalid', facts: { rejected } },
    );
  }
  const amount = rejected ?? quantity.value;
  if (isZero(amount) || isMoreThan(amount, quantity.value)) {
    return rejection(
      'rejected-out-of-range',
      `A characteristic failed, so more than 0 and at most ${quantity.value} ${quantity.unit} are rejected, not ${amount}.`,
      { kind: 'invalid', facts: { rejected: amount, inspected: quantity } },
    );
  }
  return amount;
}
