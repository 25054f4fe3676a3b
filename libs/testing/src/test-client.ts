import { randomUUID } from 'node:crypto';
import { testBearer, type TestTokenOptions } from './test-issuer.js';

export interface Answer {
  readonly status: number;
  // Specs look into bodies of every shape; a type would only be cast away there.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
  readonly headers: Headers;
}

/** Talks to a plant over HTTP in the name of somebody. */
export class TestClient {
  private readonly bearer: { readonly authorization: string };

  constructor(
    private readonly url: string,
    actor: string,
    options?: TestTokenOptions,
  ) {
    this.bearer = testBearer(actor, options);
  }

  post(path: string, body: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('POST', path, body, headers);
  }

  put(path: string, body: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('PUT', path, body, headers);
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  delete(path: string): Promise<Answer> {
    return this.send('DELETE', path, undefined, { 'idempotency-key': randomUUID() });
  }

  private async send(
    method: string,
    path: string,
    body: object | undefined,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(body ? { 'content-type': 'application/json', 'idempotency-key': randomUUID() } : {}),
        ...this.bearer,
        ...headers,
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers };
  }
}
