import { KafkaTransport } from '@millwright/messaging';
import type { Type } from '@nestjs/common';
import { createApplication } from './application.js';
import { serviceSettings } from './config.js';
import { SettingProblem } from './setting-problem.js';
import { Plant } from './service/plant.js';
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
    const settings = serviceSettings(process.env);
    const logger = createLogger(settings.logLevel);
    const own = logger.child({ service: name });
    const transport = new KafkaTransport({
      brokers: settings.kafkaBrokers,
      clientId: `millwright-${name}`,
      topicPrefix: settings.kafkaTopicPrefix,
      security: settings.kafkaSecurity,
      onProblem: (problem) => own.error(problem),
    });
    const databaseOf = () => ({ url: settings.databaseUrl, ownerUrl: settings.databaseOwnerUrl });
    const { plant: site, webhooks } = settings;
    const tracing = await startTracing(settings.telemetry, { site: site.site, logger });
    const plant = new Plant({ settings: site, transport, databaseOf, logger, webhooks, tracing });
    const app = await createApplication([module], plant);
    if (process.argv[2] === 'migrate') {
      await plant.services[0].migrate();
      own.info(`The database of ${name} is up to date`);
      process.exit(0);
    }
    const metrics = serveMetrics(plant, { host: settings.host, port: settings.metricsPort });
    stopOnSignals(async () => {
      await shutDown(app, plant, settings.drainMilliseconds);
      await transport.close();
      await tracing?.close();
      metrics?.close();
    });
    await app.listen(settings.port, settings.host);
    own.info(`${name} listens on ${await app.getUrl()}`);
  } catch (error) {
    process.stderr.write(
      `${error instanceof SettingProblem ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
    );
    process.exit(1);
  }
}
