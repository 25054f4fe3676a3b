import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type EmbeddedServer, randomPassword, startEmbeddedPostgres } from '@millwright/platform';
import {
  freePort,
  kafkaAvailability,
  roleOf,
  serviceEnvironment,
  ServiceProcess,
  startKafka,
} from '@millwright/testing';
import { Client } from 'pg';
import { type Addresses, type ServiceName, services } from './client.js';
import type { RunningPlant, StartOptions } from './running-plant.js';
import { temporaryDirectory } from './site.js';
import { plant } from './story/plant.js';

export interface DistributedOptions extends StartOptions {
  /** One of each without it. */
  readonly replicas?: Partial<Record<ServiceName, number>>;
  /** A broker that is running already; without it, one is started and stopped. */
  readonly kafkaBrokers?: readonly string[];
  readonly kafkaTopicPrefix?: string;
}

/** What was started, to be stopped in reverse. */
class Started {
  private readonly stops: (() => Promise<void>)[] = [];

  add(stop: () => Promise<void>): void {
    this.stops.unshift(stop);
  }

  async stop(): Promise<void> {
    for (const stop of this.stops.splice(0))
      await stop().catch((error: unknown) => process.stderr.write(`While stopping: ${String(error)}\n`));
  }
}

/** Five services as processes of their own, five databases, a real Kafka. */
export async function startDistributed(options: DistributedOptions): Promise<RunningPlant> {
  const { log } = options;
  const started = new Started();
  try {
    if (!options.kafkaBrokers) await requireKafka();
    const directory = await temporaryDirectory();
    started.add(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
    const [brokers, database] = await Promise.all([brokersFor(options, started), databasesIn(directory, log, started)]);
    const administratorPassword = randomPassword();
    const ground = { directory, brokers, database, administratorPassword };
    const processes = await startServices(options, ground, started);
    log(`Waiting for ${processes.length} processes to be ready.`);
    await Promise.all(processes.map((one) => one.untilReady()));
    return {
      addresses: firstOfEach(processes),
      administratorPassword,
      apiPages: processes.map(({ url }) => `${url}/api`),
      stop: () => started.stop(),
    };
  } catch (error) {
    await started.stop();
    throw error;
  }
}

async function requireKafka(): Promise<void> {
  const missing = await kafkaAvailability();
  if (missing) throw new Error(`The distributed demo needs Kafka: ${missing} Install Docker, or Java 17 and Maven.`);
}

async function brokersFor({ log, kafkaBrokers }: DistributedOptions, started: Started): Promise<readonly string[]> {
  if (kafkaBrokers) return kafkaBrokers;
  log('Starting Kafka.');
  const kafka = await startKafka({ log: (message) => log(`Kafka: ${message}`) });
  started.add(() => kafka.stop());
  log(`Kafka is ready on ${kafka.brokers.join(', ')}.`);
  return kafka.brokers;
}

async function databasesIn(directory: string, log: StartOptions['log'], started: Started): Promise<EmbeddedServer> {
  log('Starting PostgreSQL with five databases.');
  const server = await startEmbeddedPostgres({ directory: join(directory, 'postgres'), log });
  started.add(() => server.stop());
  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    for (const service of services) await client.query(`create database ${service}`);
  } finally {
    await client.end();
  }
  return server;
}

interface Ground {
  readonly directory: string;
  readonly brokers: readonly string[];
  readonly database: EmbeddedServer;
  readonly administratorPassword: string;
}

async function startServices(
  { log, replicas = {}, kafkaTopicPrefix, otlpUrl, metricsPort }: DistributedOptions,
  { directory, brokers, database, administratorPassword }: Ground,
  started: Started,
): Promise<ServiceProcess[]> {
  const processes: ServiceProcess[] = [];
  log(`Each process writes its log to ${join(directory, '<service>-<replica>.log')}.`);
  for (const service of services) {
    const password = randomBytes(24).toString('hex');
    for (let replica = 1; replica <= (replicas[service] ?? 1); replica++) {
      const environment = serviceEnvironment({
        site: plant.site,
        timeZone: plant.timeZone,
        host: '127.0.0.1',
        port: await freePort(),
        metricsPort: metricsPort === undefined ? undefined : metricsPort + processes.length,
        databaseUrl: asRole(database.url(service), roleOf(service), password),
        databaseOwnerUrl: database.url(service),
        kafkaBrokers: brokers.join(','),
        kafkaTopicPrefix,
        otlpUrl,
        administratorPassword,
      });
      const process = ServiceProcess.start({ service, name: `${service}-${replica}`, environment, directory });
      started.add(() => process.stop());
      processes.push(process);
      log(`The ${service} service starts on ${process.url}.`);
    }
  }
  return processes;
}

function asRole(url: string, role: string, password: string): string {
  const changed = new URL(url);
  changed.username = role;
  changed.password = password;
  return changed.href;
}

function firstOfEach(processes: readonly ServiceProcess[]): Addresses {
  const entries = services.map((service) => [service, processes.find((one) => one.service === service)?.url]);
  return Object.fromEntries(entries) as Addresses;
}
