import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { HealthController } from './http/health.controller.js';
import { ProblemException } from './http/problem.js';
import { ProblemFilter } from './http/problem-filter.js';
import { refuseAddress } from './http/refused-address.js';
import { lagging, ResultInterceptor } from './http/result-interceptor.js';
import { UnusedConnections } from './http/unused-connections.js';
import { validationPipe } from './http/validation-pipe.js';
import { NestLogger } from './nest-logger.js';
import { Plant } from './service/plant.js';

const largestBody = 2 * 1024 * 1024;

@Module({})
class PlantModule {
  static with(plant: Plant): DynamicModule {
    return {
      module: PlantModule,
      global: true,
      providers: [{ provide: Plant, useValue: plant }],
      controllers: [HealthController],
      exports: [Plant],
    };
  }
}

@Module({})
class Root {}

/** One HTTP application with the services given; not listening yet. */
export async function createApplication(modules: readonly Type[], plant: Plant): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: largestBody,
    frameworkErrors: refuseAddress,
    routerOptions: { maxParamLength: 500 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: Root, imports: [PlantModule.with(plant), ...modules] },
    adapter,
    {
      logger: new NestLogger(plant.logger),
      abortOnError: false,
    },
  );
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request) => {
    if (/%00/.test(request.url))
      throw ProblemException.of(400, 'malformed-request', 'The address contains a NUL character.');
  });
  const unused = new UnusedConnections(fastify.server);
  fastify.addHook('preClose', async () => unused.end());
  fastify.addHook('onSend', async (_request, reply: FastifyReply & { [lagging]?: boolean }) => {
    if (reply[lagging]) void reply.code(202);
  });
  app.useGlobalPipes(validationPipe());
  app.useGlobalInterceptors(new ResultInterceptor());
  app.useGlobalFilters(new ProblemFilter(plant.logger));
  document(app);
  return app;
}

/** The pages are made at the first look at them, so that they cost the start nothing. */
function document(app: NestFastifyApplication): void {
  const about = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Millwright')
    .setDescription('Manufacturing execution system: orders, tracking, quality, inventory, maintenance.')
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .build();
  SwaggerModule.setup('api', app, () => SwaggerModule.createDocument(app, about), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Millwright API',
  });
}

/** Stops once on the signals of a terminal and an orchestrator, letting requests in flight finish. */
export function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  const once = (): void => {
    if (stopping) return;
    stopping = true;
    void stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', once);
  process.on('SIGINT', once);
}
