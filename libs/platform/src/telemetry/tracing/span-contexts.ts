import { ROOT_CONTEXT, trace, type Context, type Span, type SpanContext } from '@opentelemetry/api';
import { traceStepOf } from '../../http/traceparent.js';

export function spanContextOf(traceparent: string | undefined): SpanContext | undefined {
  const step = traceStepOf(traceparent);
  return step && { traceId: step.trace, spanId: step.span, traceFlags: parseInt(step.flags, 16), isRemote: true };
}

export function contextOf(traceparent: string | undefined): Context {
  const parent = spanContextOf(traceparent);
  return parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
}

export function traceparentOfSpan(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}
