import { HttpException } from '@nestjs/common';
import type { Rejection, RejectionKind } from '@millwright/event-sourcing';

/** RFC 9457 problem details; `code` is stable, the rest explains it to a person or names the facts for a machine. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly [fact: string]: unknown;
}

const statusOf: Readonly<Record<RejectionKind, number>> = { unknown: 404, invalid: 422, conflict: 409, forbidden: 403 };

/** A page of the API says what a problem means and what to do about it. */
const pageOf = (code: string): string => `/api/problems/${code}`;

const titleOf = (code: string): string => `${code[0].toUpperCase()}${code.slice(1).replaceAll('-', ' ')}`;

export class ProblemException extends HttpException {
  constructor(
    readonly problem: Problem,
    readonly retryAfterSeconds?: number,
  ) {
    super(problem, problem.status);
  }

  static of(
    status: number,
    code: string,
    detail: string,
    facts: Readonly<Record<string, unknown>> = {},
  ): ProblemException {
    return new ProblemException({
      ...facts,
      type: pageOf(code),
      title: titleOf(code),
      status,
      code,
      detail,
    });
  }

  static unavailable(detail: string): ProblemException {
    return ProblemException.comeBack('unavailable', detail);
  }

  /** 503: the same request can succeed in a moment. */
  static comeBack(code: string, detail: string): ProblemException {
    return new ProblemException(ProblemException.of(503, code, detail).problem, 1);
  }
}

/** A rule said no. */
export class RejectedException extends ProblemException {
  constructor({ kind, code, detail, more }: Rejection) {
    const status = code === 'stale-version' ? 412 : statusOf[kind];
    super({
      ...more.facts,
      type: pageOf(code),
      title: titleOf(code),
      status,
      code,
      detail,
      legal: more.legal,
      reasons: more.reasons,
    });
  }
}

export const problem = (rejection: Rejection): never => {
  throw new RejectedException(rejection);
};
