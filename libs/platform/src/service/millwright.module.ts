import { Module, type DynamicModule, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { accessController } from '../access/access.controller.js';
import { withAccess } from '../access/with-access.js';
import { PlantSettings } from '../config.js';
import { Feed } from '../feed/feed.js';
import { OpenStreams } from '../feed/open-streams.js';
import { eventsController } from '../http/events.controller.js';
import { webhooksController } from '../http/webhooks.controller.js';
import { logController } from '../http/log.controller.js';
import { operationsController } from '../http/operations.controller.js';
import { parkingController } from '../http/parking.controller.js';
import { Webhooks } from '../webhooks/webhooks.js';
import { withWebhooks } from '../webhooks/with-webhooks.js';
import { Commands } from './commands.js';
import { History } from './history.js';
import { Plant } from './plant.js';
import { ReadModels } from './read-models.js';
import { withAwaitedAnswers, type ServiceDefinition } from './service-definition.js';
import { ServiceRuntime } from './service-runtime.js';

/** Starts and stops with the application. */
class Life implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly runtime: ServiceRuntime) {}

  onApplicationBootstrap(): void {
    this.runtime.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.runtime.stop();
  }
}

const withRuntime = <T>(
  provide: new (runtime: ServiceRuntime) => T,
): { provide: unknown; useFactory: (runtime: ServiceRuntime) => T; inject: unknown[] } => ({
  provide,
  useFactory: (runtime) => new provide(runtime),
  inject: [ServiceRuntime],
});

/** What the controllers of one service get: its commands, read models and history, and nobody else's. */
@Module({})
export class MillwrightModule {
  static of(definition: ServiceDefinition): DynamicModule {
    return {
      module: class extends MillwrightModule {},
      providers: [
        {
          provide: ServiceRuntime,
          useFactory: (plant: Plant) =>
            new ServiceRuntime(
              withAccess(withWebhooks(withAwaitedAnswers(definition, plant.answerWithinSeconds))),
              plant,
            ),
          inject: [Plant],
        },
        { provide: PlantSettings, useFactory: (plant: Plant) => plant.settings, inject: [Plant] },
        { provide: OpenStreams, useFactory: (plant: Plant) => new OpenStreams(plant), inject: [Plant] },
        ...([Commands, ReadModels, History, Feed, Webhooks, Life].map((of) => withRuntime<object>(of)) as never[]),
      ],
      controllers: [
        operationsController,
        parkingController,
        logController,
        eventsController,
        webhooksController,
        accessController,
      ].map((of) => of(definition.name)),
      exports: [Commands, ReadModels, History, PlantSettings, ServiceRuntime],
    };
  }
}
