import type { RawAnswer } from './raw-client.js';

export interface Expected {
  readonly status?: number;
  readonly code?: string;
  /** Named in `errors`. */
  readonly field?: string;
  /** The request is as the document says: it is refused by a rule and not for its form. */
  readonly isWellFormed?: boolean;
}

type Problem = Readonly<Record<string, unknown>> & { readonly errors?: readonly { readonly field: string }[] };

const belong = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one);

/** What is wrong with an answer that should be a refusal: RFC 9457, a stable code and a sentence that helps. */
export function faultOf({ status, contentType, text }: RawAnswer, expected: Expected): string | undefined {
  if (status < 400 || status > 499) return 'no refusal';
  if (!contentType.startsWith('application/problem+json')) return `refused as ${contentType}`;
  const problem = JSON.parse(text) as Problem;
  if (problem.status !== status) return 'problem with another status';
  return faultOfProblem(problem) ?? deviationFrom(expected, status, problem);
}

function faultOfProblem(problem: Problem): string | undefined {
  const missing = ['type', 'title', 'code', 'detail'].filter((field) => typeof problem[field] !== 'string');
  if (missing.length > 0) return `problem without ${missing.join(', ')}`;
  if (!/^\S+ .{10,}/s.test(String(problem.detail))) return 'no sentence';
  const saysWhatIsLegal = problem.code !== 'illegal-transition' || Array.isArray(problem.legal);
  return saysWhatIsLegal ? undefined : 'does not say what would be legal';
}

function deviationFrom(expected: Expected, status: number, { code, errors = [] }: Problem): string | undefined {
  const { field } = expected;
  if (expected.status !== undefined && status !== expected.status) return `refused with ${status}`;
  if (expected.code !== undefined && code !== expected.code) return `refused as ${String(code)}`;
  if (expected.isWellFormed && errors.length > 0) return 'the sample is not well-formed';
  if (field !== undefined && !errors.some((one) => belong(one.field, field))) return `does not name ${field}`;
  return undefined;
}
