import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { InventoryModule } from '@millwright/inventory';
import { MaintenanceModule } from '@millwright/maintenance';
import { LocalTransport } from '@millwright/messaging';
import { OrdersModule } from '@millwright/orders';
import {
  createApplication,
  createLogger,
  defaultWebhooks,
  Plant,
  PlantSettings,
  serveMetrics,
  shutDown,
  startEmbeddedPostgres,
  startTracing,
  type EmbeddedServer,
  type Role,
  type TelemetrySettings,
  type WebhookSettings,
} from '@millwright/platform';
import { QualityModule } from '@millwright/quality';
import { keyFor, TrackingModule } from '@millwright/tracking';
import { databaseName, ensureDatabase, serviceUrl } from './database.js';

export interface SiteOptions {
  /** Where the data is kept. */
  readonly directory: string;
  readonly host?: string;
  /** Without it, a free one. */
  readonly port?: number;
  /** Where Prometheus reads metrics; nowhere without it. */
  readonly metricsPort?: number;
  readonly plant?: PlantSettings;
  readonly webhooks?: WebhookSettings;
  readonly telemetry?: TelemetrySettings;
  readonly logLevel?: string;
  /** False only where the data is thrown away afterwards. */
  readonly durable?: boolean;
  /** Tells what is going on, a sentence at a time. */
  readonly log?: (message: string) => void;
}

export interface Site {
  readonly url: string;
  readonly database: EmbeddedServer;
  /** An API key for a program that has started the site itself; returns when every service knows of it. */
  keyFor(principal: string, role: Role): Promise<string>;
  stop(): Promise<void>;
}

/** All five services in one process on an embedded PostgreSQL, handing each other their events without a broker. */
export async function startSite({
  directory,
  host = '127.0.0.1',
  port = 0,
  metricsPort,
  plant = new PlantSettings('PLANT', 'UTC'),
  webhooks = defaultWebhooks,
  telemetry = { traceShare: 1 },
  logLevel = 'warn',
  durable,
  log,
}: SiteOptions): Promise<Site> {
  const data = resolve(directory);
  await mkdir(data, { recursive: true });
  log?.(`Starting the database in ${data}`);
  const database = await startEmbeddedPostgres({ directory: join(data, 'postgres'), durable, revive: true, log });
  try {
    await ensureDatabase(database);
    const ownerUrl = database.url(databaseName);
    const logger = createLogger(logLevel);
    const tracing = await startTracing(telemetry, { site: plant.site, logger });
    const shared = new Plant({
      settings: plant,
      webhooks,
      transport: new LocalTransport(),
      databaseOf: (service) => ({ url: serviceUrl(database, service), ownerUrl }),
      logger,
      tracing,
      instance: 'site',
    });
    log?.('Starting the services');
    const app = await createApplication(
      [OrdersModule, TrackingModule, QualityModule, InventoryModule, MaintenanceModule],
      shared,
    );
    await app.listen(port, host);
    const metrics = serveMetrics(shared, { host, port: metricsPort });
    await shared.ready();
    return {
      url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
      database,
      keyFor: (principal, role) => keyKnownToAll(shared, principal, role),
      stop: async () => {
        await shutDown(app, shared);
        await tracing?.close();
        metrics?.close();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function keyKnownToAll({ services }: Plant, principal: string, role: Role): Promise<string> {
  const tracking = services.find(({ definition }) => definition.name === 'tracking');
  if (tracking === undefined) throw new Error('A site without tracking has nobody to issue keys');
  const key = await keyFor(tracking, principal, role);
  while (!services.every(({ access }) => access.has(principal, role))) await sleep(20);
  return key;
}
