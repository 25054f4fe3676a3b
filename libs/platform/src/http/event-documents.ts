import { asyncApi, eventPage, eventSchema, publishedClasses } from '@millwright/contracts';
import type { FastifyInstance } from 'fastify';
import { ProblemException } from './problem.js';

/** What tells integrators of the published events: open to everybody, made at the first look, of the classes that this process runs. */
export function serveEventDocuments(fastify: FastifyInstance): void {
  let page: string | undefined;
  fastify.get('/api/events', (_request, reply) => reply.type('text/html; charset=utf-8').send((page ??= eventPage())));
  let document: object | undefined;
  fastify.get('/api/asyncapi.json', (_request, reply) => reply.send((document ??= asyncApi())));
  fastify.get<{ Params: { file: string } }>('/api/schemas/:file', ({ params: { file } }, reply) => {
    const of = publishedClasses.get(file.replace(/\.json$/, ''));
    if (!of) throw ProblemException.of(404, 'unknown-event-type', `There is no published event ${file}.`);
    return reply.type('application/schema+json; charset=utf-8').send(JSON.stringify(eventSchema(of)));
  });
}
