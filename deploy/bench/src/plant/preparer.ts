import type { Session } from '@millwright/platform';
import { Connection } from './connection.js';

/** Sets the plant up: sends one command after the other, each of which must be accepted. */
export class Preparer {
  private constructor(
    private readonly connection: Connection,
    readonly session: Session,
  ) {}

  static async at(url: string, session: Session): Promise<Preparer> {
    return new Preparer(await Connection.open(url), session);
  }

  async do(path: string, body: object, method: 'POST' | 'PUT' = 'POST'): Promise<void> {
    const { status, body: text } = await this.connection.request(
      method,
      `/api/${path.replace('/', '/v1/')}`,
      await this.signedIn(),
      body,
    );
    if (status > 202) throw new Error(`${method} ${path} was answered with ${status}: ${text}`);
  }

  async get<Body>(path: string): Promise<Body | undefined> {
    const { status, body } = await this.connection.request(
      'GET',
      `/api/${path.replace('/', '/v1/')}`,
      await this.signedIn(),
    );
    if (status === 404) return undefined;
    if (status !== 200) throw new Error(`GET ${path} was answered with ${status}: ${body}`);
    return JSON.parse(body) as Body;
  }

  private async signedIn(): Promise<string> {
    return `authorization: ${await this.session.bearer()}\r\n`;
  }

  close(): void {
    this.connection.close();
  }
}
