import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AccessGuard } from './access/access-guard.js';
import { everyRouteDeclares } from './access/every-route-declares.js';
import { Gate } from './access/gate.js';
import { HealthController } from './http/health.controller.js';
import { ProblemException } from './http/problem.js';
import { ProblemFilter } from './http/problem-filter.js';
import { refuseAddress } from './http/refused-address.js';
import { refuseUnreasonableBody } from './http/unreasonable-body.js';
import { addSecurityHeaders } from './http/security-headers.js';
import { lagging, ResultInterceptor } from './http/result-interceptor.js';
import { closeSilentConnections } from './http/silent-connections.js';
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
    // What comes on a connection that is still open is answered as usual, and the connection closed with the answer.
    return503OnClosing: false,
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
  closeSilentConnections(fastify);
  fastify.addHook('onRequest', async (request, reply) => addSecurityHeaders(request, reply));
  fastify.addHook('onRequest', async (request) => {
    if (/%00/.test(request.url))
      throw ProblemException.of(400, 'malformed-request', 'The address contains a NUL character.');
  });
  fastify.addHook('onRequest', async (request) => mustHaveStarted(plant, request.url));
  const gate = new Gate(plant);
  fastify.addHook('onRequest', (request, reply) => gate.pass(request, reply));
  fastify.addHook('preValidation', async (request) => refuseUnreasonableBody(request));
  fastify.addHook('onSend', async (_request, reply: FastifyReply & { [lagging]?: boolean }) => {
    if (reply[lagging]) void reply.code(202);
    if (plant.isEnding) void reply.header('connection', 'close');
  });
  everyRouteDeclares(app);
  app.useGlobalGuards(new AccessGuard(plant));
  app.useGlobalPipes(validationPipe());
  app.useGlobalInterceptors(new ResultInterceptor());
  app.useGlobalFilters(new ProblemFilter(plant.logger));
  document(app);
  return app;
}

/** Before a service has reached its database once, it can neither record nor tell anything. */
function mustHaveStarted({ services }: Plant, url: string): void {
  const [, , name] = url.split('/', 3);
  const service = services.find(({ definition }) => definition.name === name);
  if (!service || service.isStarted) return;
  throw ProblemException.unavailable(`The ${name} service waits for ${service.readiness.waitingFor.join(', ')}.`);
}

/** The pages are made at the first look at them, so that they cost the start nothing. */
function document(app: NestFastifyApplication): void {
  const about = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Millwright')
    .setDescription('Manufacturing execution system: orders, tracking, quality, inventory, maintenance.')
    .setVersion('1')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'From POST /api/tracking/v1/tokens, or an OpenID Connect provider',
    })
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .build();
  SwaggerModule.setup('api', app, () => SwaggerModule.createDocument(app, about), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Millwright API',
  });
}
