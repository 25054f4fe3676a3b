import { randomUUID } from 'node:crypto';
import type { EventTransport } from '@millwright/messaging';
import type { Logger } from 'pino';
import { defaultWebhooks, type PlantSettings, type WebhookSettings } from '../config.js';
import { Metrics } from '../telemetry/metrics.js';
import type { Tracing } from '../telemetry/tracing/tracing.js';
import type { ServiceRuntime } from './service-runtime.js';

export interface ServiceDatabase {
  readonly url: string;
  readonly ownerUrl?: string;
}

export interface PlantOptions {
  readonly settings: PlantSettings;
  readonly transport: EventTransport;
  readonly databaseOf: (service: string) => ServiceDatabase;
  readonly logger: Logger;
  /** Who leads, among the processes of a service. Where there can be only one process, a fixed name lets it lead again at once after a crash. */
  readonly instance?: string;
  /** After how long an answer of another service is overdue. */
  readonly answerWithinSeconds?: number;
  /** Without it, webhooks reach the public internet only. */
  readonly webhooks?: WebhookSettings;
  /** Where somebody collects traces. */
  readonly tracing?: Tracing;
}

/** What the services of one process share: how they reach their databases and each other. Where they run shows only here. */
export class Plant {
  /** The services that run in this process; each adds itself. */
  readonly services: ServiceRuntime[] = [];
  readonly metrics = new Metrics();

  readonly settings: PlantSettings;
  readonly transport: EventTransport;
  readonly databaseOf: (service: string) => ServiceDatabase;
  readonly logger: Logger;
  readonly instance: string;
  readonly answerWithinSeconds: number;
  /** There can be no other process of these services. */
  readonly isAlone: boolean;
  readonly webhooks: WebhookSettings;
  readonly tracing?: Tracing;

  constructor(options: PlantOptions) {
    const { settings, transport, databaseOf, logger, instance, answerWithinSeconds = 60, webhooks, tracing } = options;
    this.settings = settings;
    this.transport = transport;
    this.databaseOf = databaseOf;
    this.logger = logger;
    this.answerWithinSeconds = answerWithinSeconds;
    this.webhooks = webhooks ?? defaultWebhooks;
    this.tracing = tracing;
    this.isAlone = instance !== undefined;
    this.instance = instance ?? randomUUID();
  }

  private ending = false;
  private readonly atEnd: (() => void)[] = [];

  /** It is shutting down: not ready any more, whatever its services say. */
  get isEnding(): boolean {
    return this.ending;
  }

  /**
   * Turns readiness red. Services of which there may be other replicas stop leading at once; where there is one process
   * alone, its background work goes on until the last request is answered, for these wait for it.
   */
  end(): void {
    this.ending = true;
    for (const listener of this.atEnd) listener();
    if (!this.isAlone) for (const service of this.services) void service.giveUpLead();
  }

  /** For what must not outlast the moment in which readiness turns red. */
  onEnd(listener: () => void): void {
    this.atEnd.push(listener);
  }

  /** Resolves when every service of this process works and does its background work somewhere. */
  async ready(): Promise<void> {
    while (!this.services.every(({ readiness }) => readiness.ready))
      await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
