import { openApiOf } from '@millwright/contracts';
import { Module, type DynamicModule, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AccessGuard } from './access/access-guard.js';
import { everyRouteDeclares } from './access/every-route-declares.js';
import { Gate } from './access/gate.js';
import { serveEventDocuments } from './http/event-documents.js';
import { HealthController } from './http/health.controller.js';
import { ProblemException } from './http/problem.js';
import { converse } from './http/conventions.js';
import { ProblemsController } from './http/problems.controller.js';
import { ProblemFilter } from './http/problem-filter.js';
import { refuseOtherMethods } from './http/other-methods.js';
import { refuseAddress } from './http/refused-address.js';
import { refuseUnreadable } from './http/unreadable-request.js';
import { refuseUnreasonableBody } from './http/unreasonable-body.js';
import { addSecurityHeaders } from './http/security-headers.js';
import { lagging, ResultInterceptor } from './http/result-interceptor.js';
import { slowRequests } from './http/slow-requests.js';
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
      controllers: [HealthController, ProblemsController],
      exports: [Plant],
    };
  }
}

@Module({})
class Root {}

/** One HTTP application with the services given; not listening yet. */
export async function createApplication(modules: readonly Type[], plant: Plant): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    ...slowRequests,
    bodyLimit: largestBody,
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseUnreadable,
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
  // Before anything can be refused, so that refusals carry them too.
  fastify.addHook('onRequest', async (request, reply) => addSecurityHeaders(request, reply));
  converse(fastify, plant);
  refuseOtherMethods(fastify);
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
  fastify.addHook('onResponse', async (request, { statusCode: status, elapsedTime }) => {
    // An address that leads nowhere is counted once, however many of them are tried.
    const route = request.routeOptions.url ?? 'unknown';
    const [, , name] = route.split('/', 3);
    // Whoever asks for health and gets 503 has an answer; it is no error of a service.
    const service = plant.services.some(({ definition }) => definition.name === name) ? name : '';
    plant.metrics.request({ service, method: request.method, route, status }, elapsedTime / 1_000);
  });
  everyRouteDeclares(app);
  app.useGlobalGuards(new AccessGuard(plant));
  app.useGlobalPipes(validationPipe());
  app.useGlobalInterceptors(new ResultInterceptor());
  app.useGlobalFilters(new ProblemFilter(plant.logger));
  showPages(app, plant);
  serveEventDocuments(fastify);
  return app;
}

/** Before a service has reached its database once, it can neither record nor tell anything. */
function mustHaveStarted({ services }: Plant, url: string): void {
  const [, , name] = url.split('/', 3);
  const service = services.find(({ definition }) => definition.name === name);
  if (!service || service.isStarted) return;
  // What it waits for names hosts and users, which is for its operators: it is in its log and its readiness.
  throw ProblemException.unavailable(`The ${name} service waits for its database.`);
}

/** The routes of an application as its decorators describe them; `npm run contracts` makes the contract of it. */
export function describeRoutes(app: INestApplication): OpenAPIObject {
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
  return SwaggerModule.createDocument(app, about, {
    operationIdFactory: (controller, method) => `${controller}.${method}`,
  });
}

/** The contract as it was released; where there is none, for services of tests, what the decorators say. */
function showPages(app: NestFastifyApplication, { services }: Plant): void {
  const contract = openApiOf(services.map(({ definition }) => definition.name));
  SwaggerModule.setup('api', app, () => (contract as OpenAPIObject | undefined) ?? describeRoutes(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Millwright API',
  });
}
