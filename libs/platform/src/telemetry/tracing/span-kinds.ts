import { SpanKind } from '@opentelemetry/api';
import type { StepAbout } from './tracing.js';

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

export const kindOf = (kind: StepAbout['kind']): SpanKind => (kind === undefined ? SpanKind.INTERNAL : kinds[kind]);
