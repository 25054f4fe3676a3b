import { randomUUID } from 'node:crypto';
import { SpanStatusCode, type Attributes, type Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-node';
import type { Logger } from 'pino';
import { sampling } from './sampling.js';
import { tellShared } from './shared-work.js';
import { contextOf, traceparentOfSpan } from './span-contexts.js';
import { kindOf } from './span-kinds.js';
import type { ServiceTracing, SharedWork, Step, StepAbout, StepAttributes, Tracing } from './tracing.js';
import { WarningExporter } from './warning-exporter.js';

export interface Sending {
  /** Of the receiver, without the path that OTLP prescribes. */
  readonly url: string;
  readonly share: number;
  readonly site: string;
  readonly logger: Logger;
}

/** What waits to be sent is bounded: so many spans, some 4 MB. More are dropped. */
const longestQueue = 4_096;
const largestBatch = 512;
const longestSend = 5_000;
/** Of the grace period, when the process ends. */
const longestFlush = 4_000;

/** Spans in batches to a receiver of OTLP. What the services of one process tell goes together; each is told apart by its resource. */
export function sendTraces({ url, share, site, logger }: Sending): Tracing {
  const exporter = new WarningExporter(exporterTo(url), logger, new URL(url).origin);
  const processor = new BatchSpanProcessor(exporter, {
    maxQueueSize: longestQueue,
    maxExportBatchSize: largestBatch,
    scheduledDelayMillis: 1_000,
    exportTimeoutMillis: longestSend,
  });
  // Tells the replicas of a service apart.
  const instance = randomUUID();
  const sampler = sampling(share);
  const tracerOf = (service: string, spanProcessors: SpanProcessor[]): Tracer =>
    new BasicTracerProvider({
      sampler,
      spanProcessors,
      resource: resourceFromAttributes({
        'service.namespace': 'millwright',
        'service.name': service,
        'service.instance.id': instance,
        'millwright.site': site,
      }),
    }).getTracer('millwright');
  return {
    of: (service) => new TracedService(tracerOf(service, [processor])),
    close: () => Promise.race([processor.shutdown().catch(() => undefined), after(longestFlush)]),
  };
}

const after = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds).unref());

/** Who is in the address of the receiver is said in a header, as HTTP asks for it. */
function exporterTo(address: string): OTLPTraceExporter {
  const url = new URL(address);
  const { username, password } = url;
  url.username = url.password = '';
  url.pathname = `${url.pathname.replace(/\/$/, '')}/v1/traces`;
  const who = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const headers: Record<string, string> = username === '' ? {} : { authorization: `Basic ${who}` };
  return new OTLPTraceExporter({ url: url.href, headers, timeoutMillis: longestSend });
}

class TracedService implements ServiceTracing {
  constructor(private readonly tracer: Tracer) {}

  begin(name: string, parent: string | undefined, { kind, attributes }: StepAbout = {}): Step {
    const span = this.tracer.startSpan(name, { kind: kindOf(kind), attributes: asSent(attributes) }, contextOf(parent));
    return {
      traceparent: traceparentOfSpan(span),
      end: (more, problem) => {
        if (more) span.setAttributes(asSent(more));
        if (problem !== undefined) {
          span.setAttribute('error.type', problem).setStatus({ code: SpanStatusCode.ERROR, message: problem });
        }
        span.end();
      },
    };
  }

  shared(name: string, work: SharedWork): void {
    tellShared(this.tracer, name, work);
  }
}

/** Neither changes a list; OpenTelemetry's type only does not say so. */
const asSent = (attributes: StepAttributes | undefined): Attributes => ({ ...attributes }) as Attributes;
