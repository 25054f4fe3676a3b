import type { FastifyInstance } from 'fastify';
import { ProblemException } from './problem.js';

/** Tells a wrong method from a wrong address: the first is refused with 405, which names the right ones. */
export function refuseOtherMethods(fastify: FastifyInstance): void {
  const routes: { readonly methods: readonly string[]; readonly pattern: RegExp }[] = [];
  fastify.addHook('onRoute', ({ method, url }) => {
    // The pages of the documents are served with a wildcard, which is no address of its own.
    if (!url.includes('*')) routes.push({ methods: [method].flat(), pattern: patternOf(url) });
  });
  fastify.addHook('onRequest', async (request, reply) => {
    // The pages answer every GET below /api that nothing else does, with 404.
    if (!request.is404 && !request.routeOptions.url?.includes('*')) return;
    const [path] = request.url.split('?', 1);
    const methods = routes.filter(({ pattern }) => pattern.test(path)).flatMap((route) => route.methods);
    if (methods.length === 0) return;
    const legal = [...new Set(methods)].sort();
    void reply.header('allow', legal.join(', '));
    throw ProblemException.of(405, 'method-not-allowed', `${request.method} is not for ${path}.`, { legal });
  });
}

const patternOf = (url: string): RegExp =>
  new RegExp(`^${url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}/?$`);
