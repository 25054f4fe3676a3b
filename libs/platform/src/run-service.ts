import { KafkaTransport } from '@millwright/messaging';
import type { Type } from '@nestjs/common';
import { pino } from 'pino';
import { createApplication } from './application.js';
import { serviceSettings } from './config.js';
import { SettingProblem } from './setting-problem.js';
import { Plant } from './service/plant.js';
import { shutDown, stopOnSignals } from './shutdown.js';

/** Runs one service by itself: its own database, Kafka to the others. The settings come from the environment. */
export async function runService(name: string, module: Type): Promise<void> {
  try {
    const settings = serviceSettings(process.env);
    const logger = pino({ level: settings.logLevel, base: undefined });
    const transport = new KafkaTransport({
      brokers: settings.kafkaBrokers,
      clientId: `millwright-${name}`,
      topicPrefix: settings.kafkaTopicPrefix,
      onProblem: (problem) => logger.error(problem),
    });
    const databaseOf = () => ({ url: settings.databaseUrl, ownerUrl: settings.databaseOwnerUrl });
    const plant = new Plant({ settings: settings.plant, transport, databaseOf, logger });
    const app = await createApplication([module], plant);
    stopOnSignals(async () => {
      await shutDown(app, plant, settings.drainMilliseconds);
      await transport.close();
    });
    await app.listen(settings.port, settings.host);
    logger.info(`${name} listens on ${await app.getUrl()}`);
  } catch (error) {
    process.stderr.write(
      `${error instanceof SettingProblem ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
    );
    process.exit(1);
  }
}
