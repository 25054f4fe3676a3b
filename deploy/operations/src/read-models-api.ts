import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '@millwright/platform';

/** As far as this program looks at it; see the API pages of the service. */
export interface ReadModel {
  readonly name: string;
  readonly position: number;
  readonly lastError?: string;
  readonly rebuild?: { readonly askedAt: string; readonly position: number };
  readonly lastRebuild?: {
    readonly askedAt: string;
    readonly finishedAt: string;
    readonly events: number;
    readonly rows: number;
    readonly different?: number;
  };
}

const AWAY_FOR_MS = 120_000;

/** The read models of one running service, over REST. */
export class ReadModelsApi {
  private wasReached = false;

  constructor(
    private readonly service: string,
    private readonly url: string,
    private readonly session: Pick<Session, 'headers'>,
  ) {}

  async list(): Promise<readonly ReadModel[]> {
    return (await this.untilThere('GET', '')).json() as Promise<readonly ReadModel[]>;
  }

  /** When it was asked for; undefined when it is being computed anew already. */
  async askForRebuild(name: string, verify: boolean): Promise<string | undefined> {
    const answer = await this.untilThere('POST', `/${encodeURIComponent(name)}/rebuild${verify ? '?verify=true' : ''}`);
    const body = (await answer.json()) as {
      readonly askedAt?: string;
      readonly code?: string;
      readonly detail?: string;
    };
    if (answer.ok) return body.askedAt;
    if (body.code === 'rebuild-running') return undefined;
    throw new Error(body.detail ?? `${name} was answered with ${answer.status}.`);
  }

  /** A service that restarts or is replaced meanwhile is waited for: the rebuild goes on there. */
  private async untilThere(method: string, path: string): Promise<Response> {
    const address = `${this.url}/api/${this.service}/v1/operations/read-models${path}`;
    const giveUpAt = Date.now() + AWAY_FOR_MS;
    for (;;) {
      const answer = await this.fetch(address, method);
      if (answer && answer.status < 500) return this.found(answer);
      if (!this.wasReached || Date.now() > giveUpAt)
        throw new Error(
          `The ${this.service} service does not answer at ${this.url}${answer ? ` (${answer.status})` : ''}.`,
        );
      await sleep(500);
    }
  }

  private async fetch(address: string, method: string): Promise<Response | undefined> {
    try {
      const headers = await this.session.headers();
      const answer = await fetch(address, { method, headers, signal: AbortSignal.timeout(30_000) });
      this.wasReached ||= answer.ok;
      return answer;
    } catch {
      return undefined;
    }
  }

  private found(answer: Response): Response {
    if (answer.status === 404)
      throw new Error(`There is no service ${this.service} at ${this.url}, or it has no such read model.`);
    return answer;
  }
}
