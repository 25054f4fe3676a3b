import type { Parameter } from './document.js';

/** Headers of answers, named the same on every route. */
export const headers: Readonly<Record<string, object>> = {
  'Content-Language': { description: 'Language of titles and details', schema: { type: 'string', example: 'en' } },
  traceparent: {
    description: 'W3C trace context: the trace of the request, or a new one',
    schema: { type: 'string', example: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' },
  },
  ETag: {
    description: 'Version of what the answer is about, for If-Match',
    schema: { type: 'string', example: '"3"' },
  },
  'Millwright-Seen': {
    description:
      'What the sender has seen by this answer; as Millwright-Wait-For another service can be asked to have heard it',
    schema: { type: 'string', example: 'orders:120;3=1.120' },
  },
  'Idempotent-Replayed': {
    description: 'There, and `true`, when the key was used before for the same request: this is the first answer again',
    schema: { type: 'string', enum: ['true'], example: 'true' },
  },
  'Retry-After': {
    description: 'Seconds after which the same request can succeed',
    schema: { type: 'string', example: '1' },
  },
};

export const parameters: Readonly<Record<string, Parameter>> = {
  WaitFor: {
    name: 'Millwright-Wait-For',
    in: 'header',
    required: false,
    description:
      'A Millwright-Seen as some service answered it. The request is answered when this service has heard and shows that; 503 `not-heard-yet` when it has not within 3 s.',
    // One that every service has heard: what a made-up one names may never come.
    schema: { type: 'string', maxLength: 2000, example: 'orders:0' },
  },
  Traceparent: {
    name: 'traceparent',
    in: 'header',
    required: false,
    description: 'W3C trace context of the caller; one that is malformed is ignored',
    schema: { type: 'string', example: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' },
  },
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    required: false,
    description: 'Wanted language of titles and details; today all of them are English',
    schema: { type: 'string', example: 'en' },
  },
};

export const parameterReferences = Object.keys(parameters).map((name) => ({ $ref: `#/components/parameters/${name}` }));
