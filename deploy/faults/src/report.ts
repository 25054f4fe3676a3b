import type { Finding } from './checker/facts.js';

/** A criterion of a fault that did or did not hold. */
export interface Criterion {
  readonly criterion: string;
  readonly holds: boolean;
  readonly evidence?: string;
}

/** What came of one fault, or of the checks at the end of a round. */
export interface FaultReport {
  readonly fault: string;
  readonly title: string;
  readonly seconds: number;
  readonly criteria: readonly Criterion[];
  readonly findings: readonly Finding[];
}

const SHOWN = 5;

export const held = ({ criteria, findings }: FaultReport): boolean =>
  criteria.every(({ holds }) => holds) && findings.every(({ problems }) => problems.length === 0);

/** One line for each invariant, `INV-n ok|FAILED what`, with the evidence below it where it failed. */
export const findingLines = ({ invariant, what, problems }: Finding): string[] => [
  `${invariant} ${problems.length === 0 ? 'ok' : 'FAILED'} ${what}`,
  ...problems.slice(0, SHOWN).map((problem) => `    ${problem}`),
  ...(problems.length > SHOWN ? [`    and ${problems.length - SHOWN} more`] : []),
];

export const criterionLines = ({ criterion, holds, evidence }: Criterion): string[] => [
  `${holds ? 'ok' : 'FAILED'} ${criterion}`,
  ...(holds || !evidence
    ? []
    : evidence
        .split('\n')
        .slice(0, SHOWN)
        .map((line) => `    ${line.slice(0, 400)}`)),
];

/** All that failed, without the rest. */
export const failures = (report: FaultReport): string[] => [
  ...report.criteria.filter(({ holds }) => !holds).flatMap(criterionLines),
  ...report.findings.filter(({ problems }) => problems.length > 0).flatMap(findingLines),
];
