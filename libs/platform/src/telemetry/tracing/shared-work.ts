import { ROOT_CONTEXT, type SpanOptions, type Tracer } from '@opentelemetry/api';
import { contextOf, spanContextOf } from './span-contexts.js';
import { kindOf } from './span-kinds.js';
import type { SharedWork } from './tracing.js';

const isSampled = (traceparent: string): boolean => (parseInt(traceparent.slice(-2), 16) & 1) === 1;

/**
 * One call that appends, publishes, hears or projects serves many requests, and a span has one parent. So each of their
 * traces gets a span of its own that tells when the work on its behalf was done; and where it was done for several, one
 * more span, a trace by itself, stands for the call: it links to all of them and each of them to it. From a slow order one
 * comes to the call that it was in, and from that to the others that were in it.
 */
export function tellShared(tracer: Tracer, name: string, work: SharedWork): void {
  const counts = new Map<string, number>();
  for (const one of work.for) if (one !== undefined && isSampled(one)) counts.set(one, (counts.get(one) ?? 0) + 1);
  if (counts.size === 0) return;
  const endTime = Date.now();
  const options: SpanOptions = {
    kind: kindOf(work.kind),
    startTime: endTime - work.milliseconds,
    attributes: { ...work.attributes } as SpanOptions['attributes'],
  };
  const served = [...counts.keys()].flatMap((one) => spanContextOf(one) ?? []);
  const call =
    counts.size === 1
      ? undefined
      : tracer.startSpan(
          `${name} together`,
          { ...options, links: served.map((context) => ({ context })) },
          ROOT_CONTEXT,
        );
  const links = call && [{ context: call.spanContext() }];
  for (const [one, count] of counts) {
    const span = tracer.startSpan(name, { ...options, links }, contextOf(one));
    span.setAttribute('millwright.count', count).end(endTime);
  }
  call?.setAttribute('millwright.count', work.for.length).end(endTime);
}
