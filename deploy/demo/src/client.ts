import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type Client as HttpClient } from '@millwright/client';
import type { Session } from '@millwright/platform';
import { type Json, text } from './json.js';

export const services = ['orders', 'tracking', 'quality', 'inventory', 'maintenance'] as const;
export type ServiceName = (typeof services)[number];
/** Where each service answers; the same for all of them in the site runtime. */
export type Addresses = Readonly<Record<ServiceName, string>>;

/** Who does something, where, and when on the shop floor. */
export interface Act {
  readonly by: string;
  readonly station: string;
  /** ISO instant. */
  readonly at: string;
  /** Without it, a new one for each command. */
  readonly key?: string;
  /** The version that it replaces. */
  readonly seen?: number;
}

/** What a command says, as it goes into JSON. */
export type Body = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly body: Json;
  readonly headers: Headers;
}

interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly headers?: Record<string, string>;
  readonly body?: Body;
}

const ANSWER_WITHIN_MS = 30_000;
const BUSY_FOR_MS = 20_000;

export class UnexpectedAnswer extends Error {
  constructor(
    request: string,
    readonly answer: Answer,
  ) {
    super(`${request} was answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
}

/** One service, as an outside client sees it. */
export class Client {
  private readonly http: HttpClient;

  constructor(
    private readonly service: ServiceName,
    address: string,
    private readonly session: Session,
  ) {
    this.http = createClient({ baseUrl: address });
  }

  /** Sends a command and gives its answer back, a refusal too. */
  send(path: string, body: Body, act: Act, method: 'POST' | 'PUT' = 'POST'): Promise<Answer> {
    const headers: Record<string, string> = {
      ...(act.seen !== undefined && { 'If-Match': `"${act.seen}"` }),
      'Content-Type': 'application/json',
      'Idempotency-Key': act.key ?? randomUUID(),
      'Millwright-Actor': act.by,
      'Millwright-Station': act.station,
      'Millwright-Occurred-At': act.at,
    };
    return this.untilNotBusy(path, { method, headers, body });
  }

  /** A command that must be accepted. */
  async do(path: string, body: Body, act: Act, method: 'POST' | 'PUT' = 'POST'): Promise<Json> {
    const answer = await this.send(path, body, act, method);
    return this.accepted(`${method} ${path}`, answer);
  }

  /** Creates a thing and gives its number back: `create('/people', {...}, act, 'person')`. */
  async create(path: string, body: Body, act: Act, number: string): Promise<string> {
    return text(await this.do(path, body, act), number);
  }

  ask(path: string): Promise<Answer> {
    return this.untilNotBusy(path, { method: 'GET' });
  }

  /** A question that must have an answer. */
  async get(path: string): Promise<Json> {
    return this.accepted(`GET ${path}`, await this.ask(path));
  }

  private accepted(request: string, answer: Answer): Json {
    if (answer.status < 200 || answer.status > 299) throw new UnexpectedAnswer(`${request} of ${this.service}`, answer);
    return answer.body;
  }

  /** 503 says "try again": the idempotency key makes that harmless. */
  private async untilNotBusy(path: string, request: HttpRequest): Promise<Answer> {
    const giveUpAt = Date.now() + BUSY_FOR_MS;
    for (;;) {
      const answer = await this.request(path, request);
      if (answer.status !== 503 || Date.now() > giveUpAt) return answer;
      await sleep(100);
    }
  }

  private async request(path: string, request: HttpRequest): Promise<Answer> {
    const url = `/api/${this.service}/v1${path}`;
    const headers = { ...request.headers, ...(await this.session.headers()) };
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const { data, error, response } = await this.http.request({ ...request, headers, url, signal, parseAs: 'json' });
    // Without an answer there is only the reason why there is none.
    if ((response as Response | undefined) === undefined) throw error;
    return { status: response.status, body: (data ?? error ?? null) as Json, headers: response.headers };
  }
}
