import { Agent, request, type OutgoingHttpHeaders } from 'node:http';
import type { Json } from '../json.js';

export interface RawRequest {
  readonly method: string;
  /** Sent as it is: nothing is encoded, no `..` taken away. */
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** Sends what a well-behaved client would refuse to send. */
export class RawClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 8 });
  private readonly url: URL;

  constructor(
    url: string,
    private readonly authorization: string,
  ) {
    this.url = new URL(url);
  }

  send({ method, path, headers = {}, body }: RawRequest): Promise<RawAnswer> {
    return new Promise((answered, failed) => {
      const { hostname: host, port } = this.url;
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const sent = request({
        agent: this.agent,
        host,
        port,
        method,
        path,
        headers: { authorization: this.authorization, ...headers, ...length },
      });
      sent.on('error', failed).on('response', (response) => {
        const chunks: Buffer[] = [];
        response
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('error', failed)
          .on('end', () =>
            answered({
              status: response.statusCode ?? 0,
              contentType: response.headers['content-type'] ?? '',
              text: Buffer.concat(chunks).toString(),
            }),
          );
      });
      sent.end(body);
    });
  }

  async json(path: string): Promise<Json> {
    return JSON.parse((await this.send({ method: 'GET', path })).text) as Json;
  }

  close(): void {
    this.agent.destroy();
  }
}
