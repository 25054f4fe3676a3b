import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../random.js';
import type { ServiceName } from '../services.js';
import type { Journal } from './journal.js';

export type Fields = Readonly<Record<string, unknown>>;

export interface Command {
  readonly service: ServiceName;
  readonly path: string;
  readonly body: Fields;
  readonly method?: 'POST' | 'PUT';
  /** `person:…`, or a system. */
  readonly actor: string;
  readonly key: string;
  readonly ifMatch?: string;
}

export interface Answer {
  readonly status: number;
  readonly body: Fields;
  readonly text: string;
  readonly etag?: string;
}

export interface Surroundings {
  readonly journal: Journal;
  readonly addressesOf: (service: ServiceName) => readonly string[];
  readonly random: Random;
  /** For the header Authorization. */
  readonly bearer: () => Promise<string>;
  /** Asked between attempts: whoever gives up leaves the command unanswered. */
  readonly givesUp: () => boolean;
}

const ANSWER_WITHIN_MS = 12_000;
const BETWEEN_ATTEMPTS_MS = 250;

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The trace by which every event that a command leads to can be found. */
export const traceOf = (actor: string, key: string): string => hashOf(`${actor} ${key}`).slice(0, 32);

/** A client that writes down every answer, and sends what was not answered again with the same key. */
export class HttpClient {
  constructor(
    readonly name: string,
    private readonly surroundings: Surroundings,
  ) {}

  /** Until there is an answer other than "not now"; undefined when it gave up. */
  async send(command: Command): Promise<Answer | undefined> {
    for (;;) {
      const answer = await this.attempt(command);
      if (answer && answer.status !== 503) return answer;
      if (this.surroundings.givesUp()) return undefined;
      await sleep(BETWEEN_ATTEMPTS_MS);
    }
  }

  /** Once. Undefined when there was no answer. */
  async attempt(command: Command, address?: string): Promise<Answer | undefined> {
    const { service, path, body, method = 'POST', actor, key, ifMatch } = command;
    const { journal, random } = this.surroundings;
    const text = JSON.stringify(body);
    const traceparent = `00-${traceOf(actor, key)}-${random.hex().slice(0, 16)}-01`;
    const started = Date.now();
    const entry = {
      at: new Date(started).toISOString(),
      client: actor,
      service,
      method,
      path,
      key,
      traceparent,
      ifMatch,
      bodyHash: hashOf(`${method} ${path} ${text}`),
    };
    try {
      const url = `${address ?? this.addressOf(service)}/api/${service}/v1${path}`;
      const response = await fetch(url, {
        method,
        headers: {
          Authorization: await this.surroundings.bearer(),
          'Content-Type': 'application/json',
          'Idempotency-Key': key,
          'Millwright-Actor': actor,
          'Millwright-Station': this.name,
          traceparent,
          ...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }),
        },
        body: text,
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const answered = await response.text();
      const { status, headers } = response;
      const etag = headers.get('etag') ?? undefined;
      journal.write({
        ...entry,
        status,
        body: answered,
        etag,
        position: headers.get('millwright-seen') ?? undefined,
        replayed: headers.has('idempotent-replayed'),
        retryAfter: headers.get('retry-after') ?? undefined,
        ms: Date.now() - started,
      });
      return { status, body: fieldsOf(answered), text: answered, etag };
    } catch (error) {
      journal.write({ ...entry, problem: reasonOf(error), ms: Date.now() - started });
      return undefined;
    }
  }

  /** A question; undefined when it was not answered with 200. */
  async ask(service: ServiceName, path: string): Promise<Fields | undefined> {
    try {
      const url = `${this.addressOf(service)}/api/${service}/v1${path}`;
      const headers = { Authorization: await this.surroundings.bearer() };
      const response = await fetch(url, { headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      const text = await response.text();
      return response.status === 200 ? fieldsOf(text) : undefined;
    } catch {
      return undefined;
    }
  }

  private addressOf(service: ServiceName): string {
    const addresses = this.surroundings.addressesOf(service);
    if (addresses.length === 0) throw new Error(`No process of ${service} is in the rotation`);
    return this.surroundings.random.pick(addresses);
  }
}

function fieldsOf(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Fields) : {};
  } catch {
    return {};
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
