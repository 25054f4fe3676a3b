import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemException } from '../http/problem.js';
import type { Plant } from '../service/plant.js';
import type { ServiceRuntime } from '../service/service-runtime.js';
import { setCaller, type Principal } from './principal.js';
import { TokenBuckets } from './token-bucket.js';
import { BadToken } from './token-form.js';
import { ProviderAway, TokenVerifier } from './token-verifier.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Signing in, and the keys with which others verify Millwright's tokens. The guard asks the routes themselves; this spares it bodies. */
const openAddress = /^\/api\/[a-z]+\/v1\/(tokens|jwks)(\?|$)/;
const serviceAddress = /^\/api\/([a-z]+)\/v1\//;

/** Verifications that may fail, a second, for one address: a signature costs more than the request that carries it. */
const failuresPerSecond = 20;

/** Finds out who sends a request, before its body is read. */
export class Gate {
  private readonly verified = new VerifiedTokens();
  private readonly verifier: TokenVerifier;
  private readonly requests: TokenBuckets;
  private readonly strangers = new TokenBuckets(failuresPerSecond);

  constructor(private readonly plant: Plant) {
    const { site, access } = plant.settings;
    this.verifier = new TokenVerifier(site, access.provider);
    this.requests = new TokenBuckets(access.requestsPerSecond);
  }

  async pass(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const name = serviceAddress.exec(request.url)?.[1];
    const service = this.plant.services.find(({ definition }) => definition.name === name);
    if (service === undefined || openAddress.test(request.url)) return;
    try {
      const principal = await this.principalOf(request, reply, service);
      const seconds = this.requests.take(principal.id);
      if (seconds !== undefined) throw tooMany(seconds);
      setCaller(request, { principal, represents: false });
    } catch (error) {
      if (error instanceof ProblemException && [401, 429].includes(error.problem.status)) note(service, request, error);
      throw error;
    }
  }

  private async principalOf(request: FastifyRequest, reply: FastifyReply, service: ServiceRuntime): Promise<Principal> {
    const token = bearerOf(request.headers.authorization);
    if (token === undefined) throw unauthenticated(reply, 'Send a bearer token: Authorization: Bearer <token>.');
    const principal = this.verified.get(token) ?? (await this.verify(token, request, reply, service));
    if (!service.access.isAlive(principal))
      throw unauthenticated(reply, 'What the token was got with was revoked.', true);
    return principal;
  }

  private async verify(
    token: string,
    request: FastifyRequest,
    reply: FastifyReply,
    service: ServiceRuntime,
  ): Promise<Principal> {
    try {
      const principal = await this.verifier.verify(token, service.access);
      this.verified.keep(token, principal);
      return principal;
    } catch (error) {
      if (error instanceof ProviderAway) throw ProblemException.unavailable(error.message);
      if (!(error instanceof BadToken)) throw error;
      const seconds = this.strangers.take(request.ip);
      throw seconds === undefined ? unauthenticated(reply, error.message, true) : tooMany(seconds);
    }
  }
}

const bearerOf = (header: string | undefined): string | undefined => /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];

export function unauthenticated(reply: FastifyReply, detail: string, invalid = false): ProblemException {
  void reply.header('www-authenticate', `Bearer realm="millwright"${invalid ? ', error="invalid_token"' : ''}`);
  return ProblemException.of(401, 'unauthenticated', detail);
}

const tooMany = (seconds: number): ProblemException => {
  const { problem } = ProblemException.of(
    429,
    'too-many-requests',
    `That is more than one principal may ask for; go on in ${seconds} s.`,
  );
  return new ProblemException(problem, seconds);
};

/** Into the audit: who was refused what, and nothing of what they sent. */
export function note(
  service: ServiceRuntime,
  request: FastifyRequest,
  { problem: { status, code, permission } }: ProblemException,
  principal?: string,
): void {
  service.refusedAccesses.note({
    at: new Date().toISOString(),
    status,
    code,
    permission: typeof permission === 'string' ? permission : undefined,
    principal,
    method: request.method,
    route: request.routeOptions.url ?? 'unknown',
    address: request.ip,
  });
}
