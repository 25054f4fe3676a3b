import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningPlant } from '../plant/running-plant.js';
import type { ServiceName } from '../services.js';

export interface ParkedItem {
  readonly consumer: string;
  readonly position: number;
  readonly stream: string;
  readonly reason: string;
}

interface ReadModel {
  readonly name: string;
  readonly lastRebuild?: { readonly askedAt: string; readonly different?: number };
}

const ANSWER_WITHIN_MS = 60_000;

/** Whoever runs the plant: looks into its operations over REST and decides what only a person may decide. */
export class Operator {
  constructor(private readonly plant: RunningPlant) {}

  async parked(service: ServiceName): Promise<readonly ParkedItem[]> {
    const { items } = (await this.ask(service, 'parked')) as { items: readonly ParkedItem[] };
    return items;
  }

  discard(service: ServiceName, { consumer, position }: ParkedItem): Promise<unknown> {
    return this.ask(service, 'parked/discard', { consumer, position, reason: 'poison of a fault' });
  }

  resume(service: ServiceName, { consumer, stream }: Pick<ParkedItem, 'consumer' | 'stream'>): Promise<unknown> {
    return this.ask(service, 'parked/resume', { consumer, stream });
  }

  republish(service: ServiceName): Promise<unknown> {
    return this.ask(service, 'republish', {});
  }

  async askForRebuild(service: ServiceName, name: string): Promise<{ status: number; askedAt?: string }> {
    const response = await this.fetch(service, `read-models/${name}/rebuild?verify=true`, {});
    return { status: response.status, ...((await response.json()) as object) };
  }

  /** How many rows differed in what was asked for then; undefined when it was not done in time. The service may be away meanwhile. */
  async rebuilt(service: ServiceName, name: string, askedAt: string | undefined): Promise<number | undefined> {
    for (const giveUpAt = Date.now() + ANSWER_WITHIN_MS; Date.now() < giveUpAt; await sleep(50)) {
      const models = (await this.ask(service, 'read-models').catch(() => [])) as readonly ReadModel[];
      const last = models.find((one) => one.name === name)?.lastRebuild;
      if (last !== undefined && last.askedAt === askedAt) return last.different;
    }
    return undefined;
  }

  private async ask(service: ServiceName, path: string, body?: object): Promise<unknown> {
    const response = await this.fetch(service, path, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${service} operations/${path} was answered with ${response.status}: ${text}`);
    return JSON.parse(text);
  }

  private async fetch(service: ServiceName, path: string, body?: object): Promise<Response> {
    const [address] = this.plant.addressesOf(service);
    return fetch(`${address}/api/${service}/v1/operations/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: await this.plant.bearer(),
        'Idempotency-Key': randomUUID(),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
  }
}
