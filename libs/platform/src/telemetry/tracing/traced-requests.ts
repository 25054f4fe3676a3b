import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ownTraceparent } from '../../http/traceparent.js';
import type { Plant } from '../../service/plant.js';
import type { Step } from './tracing.js';

const step = Symbol('the step of a trace that a request is');
type Traced = FastifyRequest & { [step]?: Step };

/**
 * The trace that a request is part of: what it came with goes on, or a new one begins. Where traces are collected, whatever
 * leads to a route of a service is a step of it; an address that leads nowhere is not worth one.
 */
export function beginRequest(request: Traced, plant: Plant): string {
  const callers = request.headers.traceparent;
  if (plant.tracing === undefined) return ownTraceparent(callers);
  const route = request.routeOptions.url;
  const [, , name] = route?.split('/', 3) ?? [];
  const tracing = plant.services.find(({ definition }) => definition.name === name)?.tracing;
  if (tracing === undefined || route === undefined) return ownTraceparent(callers);
  const { method, protocol, hostname } = request;
  const begun = tracing.begin(`${method} ${route}`, typeof callers === 'string' ? callers : undefined, {
    kind: 'server',
    attributes: {
      'http.request.method': method,
      'http.route': route,
      // Without the query: one may look for a person by a badge in it.
      'url.path': request.url.split('?', 1)[0],
      'url.scheme': protocol,
      'server.address': hostname,
    },
  });
  request[step] = begun;
  return begun.traceparent;
}

export function endRequests(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', async (request: Traced, { statusCode }) => {
    // A refusal is an answer; by the conventions of OpenTelemetry only what is our fault is an error of the server.
    request[step]?.end({ 'http.response.status_code': statusCode }, statusCode >= 500 ? String(statusCode) : undefined);
  });
}
