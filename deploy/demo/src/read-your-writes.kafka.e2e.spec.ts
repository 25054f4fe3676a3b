import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { roles, type Session } from '@millwright/platform';
import { firstKey, startKafka, type LocalKafka } from '@millwright/testing';
import type { ServiceName } from './client.js';
import { startDistributed } from './distributed.js';
import type { RunningPlant } from './running-plant.js';
import { temporaryDirectory } from './site.js';

describe('what was written in one process and is read in another, with Kafka between them', () => {
  let directory: string;
  let kafka: LocalKafka;
  let plant: RunningPlant;
  let session: Session;

  const startBroker = async (): Promise<void> => void (kafka = await startKafka({ directory, log: () => undefined }));

  beforeAll(async () => {
    directory = await temporaryDirectory();
    await startBroker();
    plant = await startDistributed({ log: () => undefined, kafkaBrokers: kafka.brokers });
    session = await firstKey({ ...plant, principal: 'system:reader', roles });
    const location = { location: 'MAIN', description: 'Main store', kind: 'store' };
    expect((await send('inventory', '/locations', location)).status).toBe(201);
  });
  afterAll(async () => {
    await plant?.stop();
    await kafka?.kill();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  });

  async function send(service: ServiceName, path: string, body: object, waitFor?: string): Promise<Response> {
    return fetch(`${plant.addresses[service]}/api/${service}/v1${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        ...(waitFor !== undefined && { 'millwright-wait-for': waitFor }),
        ...(await session.headers()),
      },
      body: JSON.stringify(body),
    });
  }

  async function defined(item: string): Promise<string> {
    const body = { item, revision: 'A', description: item, unit: 'C62', tracking: 'lot' };
    const answer = await send('orders', '/items', body);
    expect([answer.status, answer.headers.get('millwright-seen')]).toEqual([
      201,
      expect.stringMatching(/^orders:\d+;\d+=1\.\d+$/),
    ]);
    return answer.headers.get('millwright-seen') ?? '';
  }

  const receive = (item: string, waitFor?: string): Promise<Response> =>
    send('inventory', '/receipts', receiptOf(item), waitFor);
  const receiptOf = (item: string): object => ({
    lot: `L-${item}`,
    item,
    quantity: { value: '1', unit: 'C62' },
    location: 'MAIN',
  });

  it('is there for who sends along what the writer has seen', async () => {
    for (let n = 0; n < 20; n++) {
      const item = `CASTING-${n}`;
      expect((await receive(item, await defined(item))).status).toBe(201);
    }
  });

  it('is refused while the broker is away, with when to come back, and there for who then does', async () => {
    await kafka.kill();
    const seen = await defined('CASTING-LATE');
    const refused = await receive('CASTING-LATE', seen);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await refused.json()).toMatchObject({ code: 'not-heard-yet', status: 503 });
    // Who asks for nothing that was not heard gets an answer meanwhile.
    expect((await receive('CASTING-0')).status).toBe(409);

    await startBroker();
    let answer = refused;
    for (const giveUpAt = Date.now() + 60_000; answer.status === 503 && Date.now() < giveUpAt;) {
      await sleep(Number(answer.headers.get('retry-after')) * 1_000);
      answer = await receive('CASTING-LATE', seen);
    }
    expect([answer.status, await answer.json()]).toEqual([201, expect.objectContaining({ lot: 'L-CASTING-LATE' })]);
  });
});
