import { publishedClasses } from '@millwright/contracts';
import type { Event } from '@millwright/event-sourcing';
import { LocalTransport, type PublishedRecord } from '@millwright/messaging';
import { createApplication, createLogger, Plant, PlantSettings, startTracing } from '@millwright/platform';
import type { TelemetrySettings, WebhookSettings } from '@millwright/platform';
import type { DestinationStream } from 'pino';
import { eventually } from './eventually.js';
import { collectSamples } from './samples/collect-samples.js';
import { createTestDatabase } from './test-database.js';
import { TestClient } from './test-client.js';
import { testAccess, type TestTokenOptions } from './test-issuer.js';

/** Remembers what passes through it. */
class OverheardTransport extends LocalTransport {
  readonly records: PublishedRecord[] = [];

  override async publish(source: string, records: readonly PublishedRecord[]): Promise<ReadonlyMap<number, string>> {
    const ends = await super.publish(source, records);
    this.records.push(...records);
    return ends;
  }
}

export interface Told {
  /** Id of the source's stream: the order, the unit, the lot. */
  readonly id: string;
  readonly at?: string;
  readonly actor?: string;
}

export interface TestPlant {
  readonly url: string;
  /** As the owner of its database. */
  readonly databaseUrl: string;
  /** Somebody with every role, unless told otherwise. */
  client(actor?: string, options?: TestTokenOptions): TestClient;
  /** Delivers a published event as if that service had published it; returns when every service here has it in its log. */
  tell(source: string, event: Event, told: Told): Promise<void>;
  /** What the services here have published so far, in order. */
  published(source: string): readonly PublishedRecord[];
  /** What Prometheus would read. */
  metrics(): Promise<string>;
  /** What a service has recorded, in order: all of it, or one type. */
  events(service: string, type?: string): Promise<readonly RecordedFact[]>;
  stop(): Promise<void>;
}

export interface RecordedFact {
  readonly type: string;
  readonly data: unknown;
  readonly actor: string;
  readonly station?: string;
}

interface TestPlantOptions {
  readonly timeZone?: string;
  readonly answerWithinSeconds?: number;
  readonly webhooks?: WebhookSettings;
  readonly requestsPerSecond?: number;
  readonly telemetry?: TelemetrySettings;
  /** Gets all that is logged, down to what is for debugging; without it, errors go to the terminal. */
  readonly log?: DestinationStream;
}

const site = 'TEST';

/** Services in this process, on a fresh database, reachable over HTTP; what they say to each other goes without a broker. */
export async function startPlant(
  modules: readonly (new () => object)[],
  {
    timeZone = 'Europe/Berlin',
    answerWithinSeconds = 60,
    webhooks,
    requestsPerSecond = 0,
    telemetry = { traceShare: 1 },
    log,
  }: TestPlantOptions = {},
): Promise<TestPlant> {
  const database = await createTestDatabase();
  const transport = new OverheardTransport();
  const ownerUrl = database.url;
  const logger = createLogger(log ? 'debug' : (process.env.MILLWRIGHT_LOG_LEVEL ?? 'error'), log);
  const tracing = await startTracing(telemetry, { site, logger });
  const plant = new Plant({
    settings: new PlantSettings(site, timeZone, { ...testAccess(), requestsPerSecond }),
    transport,
    answerWithinSeconds,
    webhooks,
    databaseOf: (service) => ({ url: roleUrl(ownerUrl, `${service}_${database.name}`), ownerUrl }),
    logger,
    tracing,
  });
  const app = await createApplication(modules, plant);
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  await eventually(
    () => plant.services.map(({ readiness }) => readiness).every(({ ready, leader }) => ready && leader),
    { what: 'all services ready' },
  );

  const positions = new Map<string, number>();
  const record = (source: string, { type, data }: Event, { id, at, actor }: Told): PublishedRecord => {
    const previous = positions.get(source) ?? 0;
    const position = previous + 1;
    positions.set(source, position);
    const occurred = at ?? new Date().toISOString();
    return {
      id: `${source}:1:${position}`,
      source,
      site,
      epoch: 1,
      position,
      previous,
      partition: 0,
      type,
      category: streamOf(type),
      streamId: id,
      version: position,
      data,
      by: { actor: actor ?? 'system:test', at: occurred },
      recordedAt: occurred,
      correlation: `${source}:1:${position}`,
    };
  };

  return {
    url,
    databaseUrl: ownerUrl,
    client: (actor = 'system:test', options) => new TestClient(url, actor, options),
    tell: async (source, event, told) => void (await transport.publish(source, [record(source, event, told)])),
    published: (source) => transport.records.filter((one) => one.source === source),
    events: (service, type) => eventsOf(plant, service, type),
    metrics: () => plant.metrics.text(plant.services),
    stop: async () => {
      await app.close();
      await tracing?.close();
      if (process.env.MILLWRIGHT_COLLECT_SAMPLES)
        await collectSamples(
          ownerUrl,
          plant.services.map(({ definition }) => definition.name).filter((name) => name !== 'store'),
        );
      await database.drop();
    },
  };
}

async function eventsOf({ services }: Plant, service: string, type?: string): Promise<RecordedFact[]> {
  const log = services.find(({ definition }) => definition.name === service)?.log;
  const found = (await log?.eventsAfter(0, 100_000)) ?? [];
  return found
    .filter((one) => type === undefined || one.type === type)
    .map(({ type: of, data, by }) => ({ type: of, data, ...by }));
}

function roleUrl(ownerUrl: string, role: string): string {
  const url = new URL(ownerUrl);
  url.username = role.slice(0, 60);
  url.password = 'only-for-tests';
  return url.href;
}

/** The category of the source's stream, as its class declares it. */
function streamOf(type: string): string {
  const of = publishedClasses.get(type);
  if (!of) throw new Error(`${type} is no published event`);
  return of.stream;
}
