import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { haltedCode } from '@millwright/event-log';
import type { Logger } from 'pino';
import { isDatabaseAway } from '../service/database-away.js';
import { traceIdOf } from './traceparent.js';
import { ProblemException, type Problem } from './problem.js';

/** The query stays out: one may look for a person by a badge in it. */
const whichRequest = ({ method, url, headers, routeOptions }: FastifyRequest): object => ({
  service: routeOptions.url?.split('/', 3)[2],
  method,
  route: routeOptions.url,
  path: url.split('?', 1)[0],
  traceId: traceIdOf(headers.traceparent),
});

/** An outage concerns every request; a line for each would bury what else is logged. Metrics count them. */
const tellOfOutageEvery = 10_000;

/** Every error leaves as application/problem+json; what is our fault is logged, and its inside stays here. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private toldOfOutage = -Infinity;
  private refused = 0;

  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const exception = this.exceptionOf(error);
    // A 503 that was decided is an answer and no failure.
    if (exception.problem.status >= 500 && !(error instanceof ProblemException)) this.tell(error, request);
    if (exception.retryAfterSeconds !== undefined)
      void reply.header('retry-after', String(exception.retryAfterSeconds));
    // Serialized here: Fastify's own serializer answers problem+json only for strings.
    void reply
      .status(exception.problem.status)
      .type('application/problem+json')
      .send(JSON.stringify({ ...exception.problem, instance: request.url }));
  }

  private tell(error: unknown, request: FastifyRequest): void {
    if (!isDatabaseAway(error)) return this.logger.error({ err: error, ...whichRequest(request) }, 'Request failed');
    this.refused++;
    if (performance.now() - this.toldOfOutage < tellOfOutageEvery) return;
    this.toldOfOutage = performance.now();
    const { refused } = this;
    this.logger.error({ err: error, refused, ...whichRequest(request) }, 'Requests fail: the database is away');
    this.refused = 0;
  }

  private exceptionOf(error: unknown): ProblemException {
    if (error instanceof ProblemException) return error;
    if (error instanceof HttpException) return this.ofHttp(error);
    const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string };
    if (statusCode !== undefined && statusCode < 500)
      return ProblemException.of(statusCode, nameOf(statusCode), message ?? '');
    if (code === haltedCode) return ProblemException.unavailable(message ?? '');
    if (isDatabaseAway(error))
      return ProblemException.unavailable('The database cannot be reached just now; nothing is lost, send it again.');
    return ProblemException.of(500, 'internal-error', 'Something went wrong inside; it has been logged.');
  }

  private ofHttp(error: HttpException): ProblemException {
    const status = error.getStatus();
    const body = error.getResponse() as Partial<Problem> | string;
    const detail = typeof body === 'string' ? body : String(body.message ?? error.message);
    return ProblemException.of(status, nameOf(status), detail);
  }
}

const names: Readonly<Record<number, string>> = {
  400: 'malformed-request',
  404: 'unknown-route',
  405: 'method-not-allowed',
  413: 'body-too-large',
  415: 'unsupported-media-type',
};
const nameOf = (status: number): string => names[status] ?? (status >= 500 ? 'internal-error' : 'request-refused');
