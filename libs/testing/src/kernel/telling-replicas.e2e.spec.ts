import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { answer, eventually, EventStream, Receiver, take, testBearer, TestClient, useTestDatabase } from '../index.js';
import { StoreProcess, tellingMain } from './store-process.js';

const database = useTestDatabase();
const reader = testBearer('system:reader');
const role = `telling_${randomUUID().slice(0, 8)}`;
const running = new Set<StoreProcess>();
const receivers: Receiver[] = [];
let bins = 0;

const start = async (drainSeconds = 2): Promise<StoreProcess> => {
  const url = new URL(database.url);
  url.username = role;
  url.password = 'only-for-tests';
  const environment = {
    MILLWRIGHT_WEBHOOK_ALLOW: '127.0.0.1',
    MILLWRIGHT_WEBHOOK_RETRY_SECONDS: '0.5,1,2,4,8,16',
    MILLWRIGHT_DRAIN_SECONDS: String(drainSeconds),
  };
  const replica = await StoreProcess.start(
    { url: url.href, ownerUrl: database.url },
    { program: tellingMain, environment },
  );
  running.add(replica);
  return replica;
};
const ready = (replica: StoreProcess) => eventually(() => replica.readiness(), { until: (one) => one?.ready === true });
const kill = async (replica: StoreProcess): Promise<void> => {
  running.delete(replica);
  await replica.kill();
};
const leader = () =>
  eventually(
    async () => {
      for (const replica of running) if ((await replica.readiness())?.leader) return replica;
      return undefined;
    },
    { until: (found) => found !== undefined },
  ) as Promise<StoreProcess>;

afterEach(async () => {
  for (const replica of running) await kill(replica);
  for (const receiver of receivers.splice(0)) await receiver.stop();
});

const clientOf = ({ url }: { url: string }): TestClient => new TestClient(url, 'system:test');
const openBin = async (replica: StoreProcess): Promise<void> => {
  const bin = `K${bins++}`;
  const { status } = await clientOf(replica).post('/api/store/v1/bins', { bin });
  expect([201, 202]).toContain(status);
};

async function allTold(replica: StoreProcess): Promise<string[]> {
  const ids: string[] = [];
  for (let after = '0'; ;) {
    const { body } = await clientOf(replica).get(`/api/store/v1/events?limit=500&after=${after}`);
    ids.push(...body.items.map(({ id }: { id: string }) => id));
    if (!body.more) return ids;
    after = body.next;
  }
}

describe('replicas of a service of which the leader is killed again and again', () => {
  it('send every event to a webhook, and tell every event to those who follow', async () => {
    const to = await Receiver.start();
    receivers.push(to);
    let n = 0;
    // It answers slowly, so that there is always something on its way, and now and then badly.
    to.behave = (response, message) =>
      void setTimeout(() => (++n % 7 === 0 ? answer(500) : take)(response, message), 30);
    let steady = await start();
    await ready(steady);
    const made = await clientOf(steady).post('/api/store/v1/webhooks', { url: to.url, from: '0' });
    expect(made.status).toBe(201);
    let last = '0';
    const followed: string[] = [];

    for (let round = 0; round < 3; round++) {
      const other = await start();
      await ready(other);
      const victim = await leader();
      steady = victim === other ? steady : other;
      const stream = await EventStream.open(`${victim.url}/api/store/v1/events`, { ...reader, 'last-event-id': last });
      await Promise.all(Array.from({ length: 25 }, () => openBin(round % 2 === 0 ? victim : steady)));
      await eventually(() => to.messages.length, { until: (count) => count > round * 25 + 5 });
      await kill(victim);
      await stream.ended;
      followed.push(...(stream.data as { id: string }[]).map(({ id }) => id));
      last = stream.events.at(-1)?.id ?? last;
      await Promise.all(Array.from({ length: 10 }, () => openBin(steady)));
    }

    const told = await allTold(steady);
    expect(told).toHaveLength(105);
    await eventually(() => to.distinct.length, { until: (count) => count === told.length });
    expect(new Set(to.distinct)).toEqual(new Set(told));
    const ids = new Map(to.messages.map(({ body, headers }) => [body.id, headers['webhook-id']]));
    for (const { body, headers } of to.messages) expect(headers['webhook-id']).toBe(ids.get(body.id));
    for (const message of to.messages.slice(-5))
      expect(() => new Webhook(made.body.secret).verify(message.text, message.headers)).not.toThrow();

    const stream = await EventStream.open(`${steady.url}/api/store/v1/events`, { ...reader, 'last-event-id': last });
    await eventually(() => followed.length + stream.data.length, { until: (count) => count >= told.length });
    stream.close();
    expect([...followed, ...(stream.data as { id: string }[]).map(({ id }) => id)]).toEqual(told);
    const { body } = await clientOf(steady).get(`/api/store/v1/webhooks/${made.body.webhook}`);
    expect(body.status).toBe('enabled');
  });

  it('let go of those who follow when they are told to stop, and another one goes on', async () => {
    const drain = 15;
    const [first, second] = [await start(drain), await start()];
    await Promise.all([ready(first), ready(second)]);
    const stream = await EventStream.open(`${first.url}/api/store/v1/events`, reader);
    await openBin(second);
    const told = await allTold(second);
    await eventually(() => stream.events.length, { until: (count) => count >= told.length });
    const waiting = clientOf(first).get('/api/store/v1/events?after=0&stream=nothing&wait=30');
    await sleep(200);
    const begunAt = performance.now();
    first.signal('SIGTERM');
    await stream.ended;
    expect((await waiting).status).toBe(200);
    expect(performance.now() - begunAt).toBeLessThan(drain * 1_000);
    expect(await first.ended).toBe(0);
    running.delete(first);
    const again = await EventStream.open(`${second.url}/api/store/v1/events`, {
      ...reader,
      'last-event-id': stream.events.at(-1)?.id ?? '',
    });
    await openBin(second);
    await eventually(() => again.events.length, { until: (count) => count === 1 });
    again.close();
  });
});
