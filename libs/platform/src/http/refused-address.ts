import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemException } from './problem.js';
import { headersOfAnswers } from './security-headers.js';

/** What Fastify refuses before any filter sees it: an address that cannot be decoded, or an id that is too long. */
export function refuseAddress(
  { statusCode = 400 }: { readonly statusCode?: number },
  { url }: Pick<FastifyRequest, 'url'>,
  reply: FastifyReply,
): void {
  const detail = 'The address cannot be read: an id in it is too long, or not encoded as UTF-8 with percent signs.';
  const { problem } = ProblemException.of(statusCode, 'malformed-request', detail, { instance: url.slice(0, 500) });
  void reply
    .status(statusCode)
    .headers(headersOfAnswers)
    .type('application/problem+json')
    .send(JSON.stringify(problem));
}
