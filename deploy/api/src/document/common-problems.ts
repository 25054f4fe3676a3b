import type { Reason } from '../code/reasons.js';

/** What is asked of a route to know what can be refused before its own rules are. */
export interface RouteKind {
  readonly isCommand: boolean;
  readonly takesBody: boolean;
  /** A PUT, which must say what it replaces. */
  readonly replaces: boolean;
  readonly isPage: boolean;
  /** A list that is told in pages. */
  readonly hasPages: boolean;
  /** Not for everybody. */
  readonly needsPermission: boolean;
  /** Belongs to a service, and so to a log and its read models. */
  readonly isOfService: boolean;
}

interface CommonProblem extends Reason {
  readonly at: (kind: RouteKind) => boolean;
}

const guarded = ({ needsPermission }: RouteKind): boolean => needsPermission;
const replaces = (kind: RouteKind): boolean => kind.replaces;
const everywhere = (): boolean => true;
const ofService = ({ isOfService }: RouteKind): boolean => isOfService;
const notHealth = (kind: RouteKind): boolean => kind.isOfService || kind.isPage;
const command = ({ isCommand }: RouteKind): boolean => isCommand;
const body = ({ takesBody }: RouteKind): boolean => takesBody;

/** What the platform refuses, whatever the rules of the service say. */
export const commonProblems: readonly CommonProblem[] = [
  { status: 400, code: 'malformed-request', detail: 'The address or the body cannot be read.', at: everywhere },
  {
    status: 400,
    code: 'invalid-cursor',
    detail: '`after` is not the `next` of a page of this list with this sort and these filters.',
    at: ({ hasPages }) => hasPages,
  },
  {
    status: 401,
    code: 'unauthenticated',
    detail: 'Send a bearer token: Authorization: Bearer <token>.',
    at: guarded,
  },
  { status: 403, code: 'forbidden', detail: '{principal} lacks the permission {permission}.', at: guarded },
  {
    status: 429,
    code: 'too-many-requests',
    detail: 'That is more than one principal may ask for; go on in {seconds} s.',
    at: guarded,
  },
  {
    status: 412,
    code: 'stale-version',
    detail: '{id} is at version {version}, not {ifMatch}. Read it again and decide anew.',
    at: command,
  },
  { status: 413, code: 'body-too-large', detail: 'The body is larger than 2 MiB.', at: body },
  { status: 415, code: 'unsupported-media-type', detail: 'Send JSON as application/json.', at: body },
  { status: 422, code: 'invalid-request', detail: '{field} must be …', at: notHealth },
  { status: 422, code: 'nested-too-deep', detail: 'The body goes deeper than 20 levels; no command does.', at: body },
  {
    status: 422,
    code: 'occurred-in-the-future',
    detail: '{instant} lies more than two minutes in the future; a fact has happened already.',
    at: command,
  },
  {
    status: 422,
    code: 'idempotency-key-reused',
    detail: 'This Idempotency-Key was used for another request. Use a new key for a new request.',
    at: command,
  },
  {
    status: 428,
    code: 'version-required',
    detail: 'This replaces the whole: read it and send its ETag as If-Match, or "0" where there is none yet.',
    at: replaces,
  },
  {
    status: 431,
    code: 'headers-too-large',
    detail: 'The address and the headers are larger than 16 KiB together.',
    at: everywhere,
  },
  { status: 500, code: 'internal-error', detail: 'Something went wrong inside; it has been logged.', at: everywhere },
  {
    status: 503,
    code: 'unavailable',
    detail: 'The database cannot be reached just now; nothing is lost, send it again.',
    at: ofService,
  },
  {
    status: 503,
    code: 'not-heard-yet',
    detail: 'The {service} service has not heard {token} within 3 s.',
    at: ofService,
  },
];

/** Answers to addresses and methods that no document names. */
export const unroutedProblems: readonly Reason[] = [
  { status: 408, code: 'request-timeout', detail: 'The request did not come to its end in time.' },
  { status: 404, code: 'unknown-route', detail: 'There is nothing at this address.' },
  { status: 405, code: 'method-not-allowed', detail: '{method} is not for {path}.' },
];
