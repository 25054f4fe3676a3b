import { randomBytes } from 'node:crypto';

const form = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/** A step of a trace, as W3C writes it in `traceparent`. */
export interface TraceStep {
  readonly trace: string;
  readonly span: string;
  readonly flags: string;
}

/** Undefined where it is not well-formed. */
export function traceStepOf(traceparent: unknown): TraceStep | undefined {
  if (typeof traceparent !== 'string') return undefined;
  const [, trace, span, flags] = form.exec(traceparent) ?? [];
  return trace === undefined ? undefined : { trace, span, flags };
}

export const traceIdOf = (traceparent: unknown): string | undefined => traceStepOf(traceparent)?.trace;

/** W3C trace context: the trace of the caller goes on with a step of ours; without a well-formed one a new trace begins. */
export function ownTraceparent(callers: unknown): string {
  const { trace, flags } = traceStepOf(callers) ?? { trace: randomBytes(16).toString('hex'), flags: '00' };
  return `00-${trace}-${randomBytes(8).toString('hex')}-${flags}`;
}
