import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ServiceRuntime } from '../service/service-runtime.js';
import { lookAt } from './service-figures.js';

export type GaugeOf = (figure: {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
}) => Gauge;

const outcomes = ['delivered', 'failed', 'gone'] as const;

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** What one process shows to Prometheus. Gauges are filled when they are asked for; requests and appends as they happen. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly gauges = new Map<string, Gauge>();
  private readonly requests = new Histogram({
    name: 'millwright_http_request_duration_seconds',
    help: 'Requests by route and status',
    labelNames: ['service', 'method', 'route', 'status'],
    buckets,
    registers: [this.registry],
  });
  private readonly appends = new Histogram({
    name: 'millwright_append_duration_seconds',
    help: 'Calls that add to the log, durable when they end; each carries what had been waiting',
    labelNames: ['service'],
    buckets,
    registers: [this.registry],
  });

  private readonly sendings = new Counter({
    name: 'millwright_webhook_attempts_total',
    help: 'Messages sent to webhooks: delivered, failed, or the receiver is gone for good',
    labelNames: ['service', 'outcome'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  readonly contentType = this.registry.contentType;

  request(labels: { service: string; method: string; route: string; status: number }, seconds: number): void {
    this.requests.observe(labels, seconds);
  }

  append(service: string, seconds: number): void {
    this.appends.observe({ service }, seconds);
  }

  webhookAttempt(service: string, outcome: (typeof outcomes)[number]): void {
    this.sendings.inc({ service, outcome });
  }

  async text(runtimes: readonly ServiceRuntime[]): Promise<string> {
    // What is gone since the last look, such as a consumer with nothing parked any more, must not stay.
    for (const gauge of this.gauges.values()) gauge.reset();
    // A counter that begins with its first event hides that event from every rate.
    for (const { definition } of runtimes)
      for (const outcome of outcomes) this.sendings.inc({ service: definition.name, outcome }, 0);
    await lookAt(runtimes, (figure) => this.gauge(figure));
    return this.registry.metrics();
  }

  private gauge({ name, help, labels = [] }: Parameters<GaugeOf>[0]): Gauge {
    const known = this.gauges.get(name);
    if (known) return known;
    const gauge = new Gauge({ name, help, labelNames: ['service', ...labels], registers: [this.registry] });
    this.gauges.set(name, gauge);
    return gauge;
  }
}
