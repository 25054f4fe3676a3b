import { compare, isMoreThan, isPositive, isZero, rejection, type Rejection } from '@millwright/event-sourcing';
import type { PlanContent, PlannedCharacteristic, SamplingRule } from './inspection-plan.events.js';

export type Verdict = 'passed' | 'failed';

/** The limits belong to the good range. An attribute (no unit, no limits) conforms unless its value is 0. */
export function judged({ unit, lower, upper }: PlannedCharacteristic, value: string): Verdict {
  if (unit === undefined && lower === undefined && upper === undefined) return isZero(value) ? 'failed' : 'passed';
  const tooLow = lower !== undefined && compare(value, lower) < 0;
  const tooHigh = upper !== undefined && compare(value, upper) > 0;
  return tooLow || tooHigh ? 'failed' : 'passed';
}

/** What is wrong with the content of a plan, if anything. */
export function planProblem({
  characteristics,
  sampling,
}: Pick<PlanContent, 'characteristics' | 'sampling'>): Rejection | undefined {
  const names = characteristics.map(({ characteristic }) => characteristic);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    return rejection('duplicate-characteristic', `The plan names ${twice} twice. Name each characteristic once.`, {
      kind: 'invalid',
      facts: { characteristic: twice },
    });
  }
  const crossed = characteristics.find(
    ({ lower, upper }) => lower !== undefined && upper !== undefined && isMoreThan(lower, upper),
  );
  if (crossed) {
    const { characteristic, lower, upper } = crossed;
    return rejection(
      'limits-crossed',
      `The lower limit ${lower} of ${characteristic} is above its upper limit ${upper}.`,
      { kind: 'invalid', facts: { characteristic, lower, upper } },
    );
  }
  return samplingProblem(sampling);
}

function samplingProblem({ rule, count, percent, level, aql }: SamplingRule): Rejection | undefined {
  const missing = {
    all: [],
    'first-n': count === undefined ? ['count'] : [],
    percent: percent === undefined ? ['percent'] : [],
    aql: [...(level === undefined ? ['level'] : []), ...(aql === undefined ? ['aql'] : [])],
  }[rule];
  if (missing.length > 0) {
    return rejection('sampling-incomplete', `Sampling by ${rule} needs ${missing.join(' and ')}.`, {
      kind: 'invalid',
      facts: { rule, missing },
    });
  }
  if (percent !== undefined && (!isPositive(percent) || isMoreThan(percent, '100'))) {
    return rejection('sampling-incomplete', `A sample is more than 0 and at most 100 percent, not ${percent}.`, {
      kind: 'invalid',
      facts: { rule, percent },
    });
  }
  return undefined;
}
