import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { listenOnLoopback, stopListening, textOf } from './loopback.js';

/** A message as it came to a webhook. */
export interface WebhookMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: { readonly id: string; readonly type: string; readonly position: string; readonly data: object };
}

type Behave = (response: ServerResponse, message: WebhookMessage) => void;

export const take: Behave = (response) => void response.writeHead(204).end();
export const answer =
  (status: number, headers: Readonly<Record<string, string>> = {}): Behave =>
  (response) =>
    void response.writeHead(status, headers).end('what it says is nobody’s business');

/** Somebody who is sent events, on loopback, and takes them well or badly. */
export class Receiver {
  /** All that came, in order, however it was answered. */
  readonly messages: WebhookMessage[] = [];
  behave: Behave = take;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.read(request, response));
  }

  static async start(port = 0): Promise<Receiver> {
    const listening = await listenOnLoopback(port);
    return new Receiver(listening.server, `http://127.0.0.1:${listening.port}/hooks`);
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  get ids(): string[] {
    return this.messages.map(({ body }) => body.id);
  }

  /** Each once, in the order in which they came first. */
  get distinct(): string[] {
    return [...new Set(this.ids)];
  }

  stop(): Promise<void> {
    return stopListening(this.server);
  }

  private async read(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await textOf(request);
    const headers = request.headers as Record<string, string>;
    const message: WebhookMessage = { headers, text, body: JSON.parse(text) as WebhookMessage['body'] };
    this.messages.push(message);
    this.behave(response, message);
  }
}
