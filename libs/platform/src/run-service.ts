import { KafkaTransport, LocalTransport } from '@millwright/messaging';
import type { Type } from '@nestjs/common';
import { destination } from 'pino';
import { createApplication } from './application.js';
import { migrationSettings, PlantSettings, serviceSettings } from './config.js';
import { SettingProblem } from './setting-problem.js';
import { DatabaseTrouble } from './service/database-trouble.js';
import { Plant } from './service/plant.js';
import { Seldom } from './service/seldom.js';
import { readSettings } from './settings/read-settings.js';
import { shutDown, stopOnSignals } from './shutdown.js';
import { createLogger } from './telemetry/logger.js';
import { serveMetrics } from './telemetry/metrics-server.js';
import { startTracing } from './telemetry/tracing/start-tracing.js';

/**
 * Runs one service by itself: its own database, Kafka to the others. The settings come from the environment. Called as
 * `main.js migrate` it brings the database to today's state and ends, for whoever may own it when the service may not.
 */
export async function runService(name: string, module: Type): Promise<void> {
  try {
    await (process.argv[2] === 'migrate' ? migrate(name, module) : serve(name, module));
  } catch (error) {
    say(error);
    process.exit(1);
  }
}

/** The last lines of the log are what an orchestrator shows of a process that has ended: at once, and in their order. */
function say(error: unknown): void {
  const logger = createLogger('info', destination({ dest: process.stdout.fd, sync: true }));
  if (error instanceof SettingProblem) for (const sentence of error.sentences) logger.fatal(sentence);
  else if (error instanceof DatabaseTrouble) logger.fatal(error.message);
  else logger.fatal({ err: error }, error instanceof Error ? error.message : String(error));
}

async function serve(name: string, module: Type): Promise<void> {
  const given = readSettings('service', process.env);
  const settings = serviceSettings(given);
  const logger = createLogger(settings.logLevel);
  const own = logger.child({ service: name });
  own.info(given.printed, 'Settings');
  const seldom = new Seldom();
  const transport = new KafkaTransport({
    brokers: settings.kafkaBrokers,
    clientId: `millwright-${name}`,
    topicPrefix: settings.kafkaTopicPrefix,
    security: settings.kafkaSecurity,
    onProblem: (problem) => seldom.say(problem, () => own.error(problem)),
  });
  const databaseOf = () => ({ url: settings.databaseUrl, ownerUrl: settings.databaseOwnerUrl });
  const { plant: site, webhooks } = settings;
  const tracing = await startTracing(settings.telemetry, { site: site.site, logger });
  const plant = new Plant({ settings: site, transport, databaseOf, logger, webhooks, tracing });
  const app = await createApplication([module], plant);
  const metrics = serveMetrics(plant, { host: settings.host, port: settings.metricsPort });
  stopOnSignals(async () => {
    await shutDown(app, plant, settings.drainMilliseconds);
    await transport.close();
    await tracing?.close();
    metrics?.close();
  });
  await app.listen(settings.port, settings.host);
  own.info(`${name} listens on ${await app.getUrl()}`);
}

async function migrate(name: string, module: Type): Promise<void> {
  const given = readSettings('migrate', process.env);
  const { databaseUrl: url, databaseOwnerUrl: ownerUrl, logLevel } = migrationSettings(given);
  const logger = createLogger(logLevel);
  logger.info(given.printed, 'Settings');
  const plant = new Plant({
    // Nothing is recorded and nobody is told, so it does not matter of which site.
    settings: new PlantSettings('PLANT', 'UTC'),
    transport: new LocalTransport(),
    databaseOf: () => ({ url, ownerUrl }),
    logger,
  });
  await createApplication([module], plant);
  await plant.services[0].migrate();
  logger.info(`The database of ${name} is up to date`);
  process.exit(0);
}
