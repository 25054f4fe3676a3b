import type { FastifyInstance } from 'fastify';
import type { Plant } from '../service/plant.js';
import { beginRequest, endRequests } from '../telemetry/tracing/traced-requests.js';
import { refuseDepth } from './depth.js';
import { waitForSeen } from './wait-for.js';

/** What holds on every route: its trace, its language, the depth of its body, and what it can be asked to have heard before. */
export function converse(fastify: FastifyInstance, plant: Plant): void {
  fastify.addHook('onRequest', async (request, reply) => {
    request.headers.traceparent = beginRequest(request, plant);
    // Set before anything can be refused, so that refusals say it too.
    void reply.headers({
      traceparent: request.headers.traceparent,
      'content-language': 'en',
      vary: 'Accept-Language',
    });
  });
  if (plant.tracing !== undefined) endRequests(fastify);
  fastify.addHook('preValidation', async ({ body }) => refuseDepth(body));
  fastify.addHook('preHandler', (request) => waitForSeen(plant, request));
}
