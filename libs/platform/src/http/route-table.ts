import type { FastifyInstance } from 'fastify';

/** The routes that are served, to tell a wrong method from a wrong address. */
export class RouteTable {
  private readonly routes: { readonly methods: readonly string[]; readonly pattern: RegExp }[] = [];

  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRoute', ({ method, url }) => {
      // The pages of the documents are served with a wildcard, which is no address of its own.
      if (!url.includes('*')) this.routes.push({ methods: [method].flat(), pattern: patternOf(url) });
    });
  }

  /** The methods that are served at an address; none where nothing is. */
  allowedAt(url: string): string[] {
    const [path] = url.split('?', 1);
    const methods = this.routes.filter(({ pattern }) => pattern.test(path)).flatMap((route) => route.methods);
    return [...new Set(methods)].sort();
  }
}

const patternOf = (url: string): RegExp =>
  new RegExp(`^${url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}/?$`);
