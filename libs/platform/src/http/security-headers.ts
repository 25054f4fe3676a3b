import type { FastifyReply, FastifyRequest } from 'fastify';

/** An answer of the API is read by programs: no browser shall make a page, a script or a frame of it, or keep it. */
const always = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000',
} as const;
const ofAnswers = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
} as const;

/** The pages of the API document bring their scripts along; they load nothing from elsewhere. */
const ofPages =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Of an answer that is no page. */
export const headersOfAnswers = { ...always, ...ofAnswers } as const;

const isPage = (url: string): boolean => /^\/api(\/[^/]*)?(\?|$)|^\/api\/(problems|events)(\/|\?|$)/.test(url);

export function addSecurityHeaders({ url }: FastifyRequest, reply: FastifyReply): void {
  if (isPage(url)) void reply.headers({ ...always, 'content-security-policy': ofPages });
  else void reply.headers(headersOfAnswers);
}
