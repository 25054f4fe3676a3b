import { AllowedTargets } from '@millwright/platform';
import { Webhook } from 'standardwebhooks';
import { answer, eventually, Receiver, startPlant, take, type TestPlant, type WebhookMessage } from '../index.js';
import { TellingStoreModule } from './store.module.js';

const path = '/api/store/v1/webhooks';
const opened = 'millwright.store.bin-opened.v1';
const schedule = [0.2, 0.4, 0.6];
const receivers: Receiver[] = [];
let plant: TestPlant;
let bins = 0;

beforeAll(async () => {
  const webhooks = { allowed: new AllowedTargets(['127.0.0.1']), schedule, attemptMilliseconds: 1_000 };
  plant = await startPlant([TellingStoreModule], { webhooks });
});
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.stop();
  for (const { webhook } of (await plant.client().get(path)).body.items)
    await plant.client().delete(`${path}/${webhook}`);
});
afterAll(() => plant.stop());

const verify = (secret: string, { text, headers }: WebhookMessage): unknown =>
  new Webhook(secret).verify(text, headers);
const openBin = async (bin = `W${bins++}`): Promise<string> => {
  expect((await plant.client().post('/api/store/v1/bins', { bin })).status).toBe(201);
  return bin;
};
const receiver = async (port = 0): Promise<Receiver> => {
  const started = await Receiver.start(port);
  receivers.push(started);
  return started;
};
const subscribe = async (
  to: Pick<Receiver, 'url'>,
  more: object = {},
): Promise<{ webhook: string; secret: string }> => {
  const made = await plant.client().post(path, { url: to.url, types: [opened], ...more });
  expect(made).toMatchObject({ status: 201, body: { secret: expect.stringMatching(/^whsec_/) } });
  return made.body;
};
const one = async (webhook: string) => (await plant.client().get(`${path}/${webhook}`)).body;
const deliveries = async (webhook: string, query = '') =>
  (await plant.client().get(`${path}/${webhook}/deliveries?${query}`)).body.items;
const command = (webhook: string, what: string, body: object = {}) =>
  plant.client().post(`${path}/${webhook}/${what}`, body);
const feed = async (query = ''): Promise<{ id: string; type: string }[]> =>
  (await plant.client().get(`/api/store/v1/events?limit=500&${query}`)).body.items;
const received = (by: Receiver, count: number, withinMs = 10_000) =>
  eventually(() => by.messages.length, { until: (found) => found >= count, withinMs });

describe('a webhook', () => {
  it('is sent what is published from now on, in order, signed, as the feed has it', async () => {
    await openBin();
    const to = await receiver();
    const { webhook, secret } = await subscribe(to, { types: [] });
    for (let n = 0; n < 30; n++) await openBin();
    await received(to, 30);
    const told = (await feed()).slice(-30);
    expect(new Set(to.ids)).toEqual(new Set(told.map(({ id }) => id)));
    expect(to.messages).toHaveLength(30);
    const [first] = to.messages;
    expect(verify(secret, first)).toEqual(told.find(({ id }) => id === first.body.id));
    expect(first.headers['content-type']).toContain('application/cloudevents+json');
    expect(await one(webhook)).toMatchObject({ url: to.url, status: 'enabled' });
    expect(JSON.stringify(await one(webhook))).not.toContain('whsec');
    const logged = await eventually(() => deliveries(webhook), { until: (items) => items.length === 30 });
    expect(logged[0]).toMatchObject({ state: 'delivered', attempts: 1, log: [{ status: 204 }], nextAt: null });
  });

  it('is sent also what was before, where that is asked for, and only its types', async () => {
    const to = await receiver();
    await subscribe(to, { from: '0' });
    const told = await feed(`types=${opened}`);
    await received(to, told.length);
    expect(new Set(to.distinct)).toEqual(new Set(told.map(({ id }) => id)));
  });

  it('is made once however often it is asked for with one key, and its secret is shown once', async () => {
    const to = await receiver();
    const make = () => plant.client().post(path, { url: to.url }, { 'idempotency-key': 'webhook-once' });
    const [first, second] = [await make(), await make()];
    expect(second).toMatchObject({ status: 201, body: { webhook: first.body.webhook } });
    expect([first.body.secret, second.body.secret]).toEqual([expect.any(String), undefined]);
    expect((await plant.client().get(path)).body.items).toHaveLength(1);
    await openBin();
    await received(to, 1);
    expect(() => verify(first.body.secret, to.messages[0])).not.toThrow();
  });

  it('carries a signature of the old secret and of the new one for a while', async () => {
    const to = await receiver();
    const { webhook, secret: old } = await subscribe(to);
    const { secret } = (await command(webhook, 'rotate-secret', { oldValidHours: 1 })).body;
    await openBin();
    await received(to, 1);
    for (const valid of [old, secret]) expect(() => verify(valid, to.messages[0])).not.toThrow();
    const { secret: newest } = (await command(webhook, 'rotate-secret', { oldValidHours: 0 })).body;
    await openBin();
    await received(to, 2);
    expect(() => verify(newest, to.messages[1])).not.toThrow();
    for (const over of [old, secret]) expect(() => verify(over, to.messages[1])).toThrow();
  });

  it('can be changed, disabled and enabled again without losing anything, and ended', async () => {
    const [to, other] = [await receiver(), await receiver()];
    const { webhook } = await subscribe(to);
    expect((await command(webhook, 'change', { url: other.url })).status).toBe(200);
    await openBin();
    await received(other, 1);
    expect(await command(webhook, 'disable', { reason: 'test' })).toMatchObject({ status: 200 });
    expect(await command(webhook, 'disable', { reason: 'test' })).toMatchObject({ status: 409 });
    const missed = await openBin();
    expect(await command(webhook, 'replay', { after: '0' })).toMatchObject({ status: 409 });
    await command(webhook, 'enable');
    await received(other, 2);
    expect(other.messages[1].body.data).toEqual({ bin: missed });
    expect(to.messages).toEqual([]);
    expect((await plant.client().delete(`${path}/${webhook}`)).status).toBe(200);
    await openBin();
    expect((await plant.client().get(`${path}/${webhook}`)).status).toBe(404);
    expect(await command(webhook, 'enable')).toMatchObject({ status: 404, body: { code: 'unknown-webhook' } });
    const next = await receiver();
    await subscribe(next);
    await openBin();
    await received(next, 1);
    expect(other.messages).toHaveLength(2);
  });

  it('is sent one event again, or all after a position, with the same ids', async () => {
    const to = await receiver();
    const { webhook } = await subscribe(to);
    for (let n = 0; n < 5; n++) await openBin();
    await received(to, 5);
    const [first, second] = to.messages;
    expect((await command(webhook, 'resend', { event: first.body.id })).status).toBe(200);
    await received(to, 6);
    const again = to.messages[5];
    expect([again.body.id, again.headers['webhook-id']]).toEqual([first.body.id, first.headers['webhook-id']]);
    expect((await command(webhook, 'replay', { after: `1:${second.body.position}` })).status).toBe(200);
    await received(to, 9);
    expect(new Set(to.ids.slice(6))).toEqual(new Set(to.distinct.slice(2)));
    for (const event of ['store:1:999999', 'store:2:1', 'orders:1:1', 'x'])
      expect(await command(webhook, 'resend', { event })).toMatchObject({
        status: 404,
        body: { code: 'unknown-event' },
      });
  });
});

describe('a receiver that does not take what it is sent', () => {
  it('gets it again by the schedule, also after an answer of 500, and the log says how it went', async () => {
    const to = await receiver();
    const { webhook } = await subscribe(to);
    to.behave = (response, message) => (to.messages.length < 3 ? answer(500) : take)(response, message);
    await openBin();
    await received(to, 3);
    const [logged] = await eventually(() => deliveries(webhook), { until: ([found]) => found?.state === 'delivered' });
    expect(logged.log.map(({ status }: { status: number }) => status)).toEqual([500, 500, 204]);
    expect(JSON.stringify(logged)).not.toContain('nobody');
    const times = logged.log.map(({ at }: { at: string }) => Date.parse(at));
    expect([times[1] - times[0] >= 200, times[2] - times[1] >= 400]).toEqual([true, true]);
    expect(new Set(to.messages.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('may ask for more time', async () => {
    const to = await receiver();
    const { webhook } = await subscribe(to);
    to.behave = answer(503, { 'retry-after': '30' });
    await openBin();
    const [logged] = await eventually(() => deliveries(webhook), { until: ([found]) => found?.attempts === 1 });
    expect(Date.parse(logged.nextAt) - Date.parse(logged.log[0].at)).toBeGreaterThanOrEqual(30_000);
  });

  it('is not followed elsewhere', async () => {
    const [to, elsewhere] = [await receiver(), await receiver()];
    const { webhook } = await subscribe(to);
    to.behave = answer(307, { location: elsewhere.url });
    await openBin();
    const [logged] = await eventually(() => deliveries(webhook), { until: ([found]) => found?.attempts > 1 });
    expect(logged.log[0]).toMatchObject({ status: 307, error: expect.stringContaining('redirects') });
    expect(elsewhere.messages).toEqual([]);
  });

  it('is sent nothing more when it says that it is gone, and everybody hears of it', async () => {
    const to = await receiver();
    const { webhook } = await subscribe(to);
    to.behave = answer(410);
    await openBin();
    await eventually(() => one(webhook), { until: ({ status }) => status === 'disabled' });
    expect(await one(webhook)).toMatchObject({ disabledCause: 'gone' });
    const told = (await feed('types=millwright.store.webhook-disabled.v1')).at(-1);
    expect(told).toMatchObject({ actor: 'system:webhooks', data: { webhook, cause: 'gone' } });
    expect(to.messages).toHaveLength(1);
    to.behave = take;
    await command(webhook, 'enable');
    await received(to, 2);
  });

  it('is given up after its last try, with what it missed kept for later', async () => {
    const to = await receiver();
    const { webhook } = await subscribe(to);
    to.behave = answer(500);
    const missed = [await openBin(), await openBin()];
    await eventually(() => one(webhook), { until: ({ status }) => status === 'disabled' });
    expect(await one(webhook)).toMatchObject({ disabledCause: 'failing' });
    const items = await deliveries(webhook);
    expect(items.filter(({ state }: { state: string }) => state === 'given-up').length).toBeGreaterThan(0);
    to.behave = take;
    const before = to.messages.length;
    await command(webhook, 'enable');
    await command(webhook, 'replay', { after: String(Number(items.at(-1).position) - 1) });
    await received(to, before + 2);
    const taken = to.messages.slice(before).map(({ body }) => (body.data as { bin: string }).bin);
    expect(taken).toEqual(expect.arrayContaining(missed));
  });

  it('gets all that it missed once it is back', async () => {
    const to = await receiver();
    await subscribe(to);
    to.behave = (response, message) => (to.messages.length <= 8 ? answer(503) : take)(response, message);
    const missed = await Promise.all(Array.from({ length: 40 }, () => openBin()));
    const taken = (): string[] => to.messages.slice(8).map(({ body }) => (body.data as { bin: string }).bin);
    await eventually(() => new Set(taken()).size, { until: (count) => count === 40 });
    expect(new Set(taken())).toEqual(new Set(missed));
  });

  it('holds up nobody else: slow, silent, talkative, speaking no TLS', async () => {
    const [slow, silent, talkative, good] = [await receiver(), await receiver(), await receiver(), await receiver()];
    slow.behave = (response) => {
      response.writeHead(200, { 'x-slow': 'yes' });
      response.write('a');
      setInterval(() => response.write('a'), 50).unref();
    };
    silent.behave = () => undefined;
    talkative.behave = (response) => void response.writeHead(200).end('x'.repeat(10_000_000));
    await subscribe(slow);
    const { webhook } = await subscribe(silent);
    const { webhook: chatting } = await subscribe(talkative);
    const { webhook: secure } = await subscribe({ url: good.url.replace('http:', 'https:') });
    await subscribe(good);
    for (let n = 0; n < 20; n++) await openBin();
    await received(good, 20);
    // The others are far from their end.
    for (const bad of [webhook, secure]) expect((await deliveries(bad, 'state=given-up')).length).toBeLessThan(20);
    const find = async (of: string) => (await deliveries(of, 'state=pending')).at(-1);
    expect(await eventually(() => find(webhook), { until: (found) => found?.attempts > 0 })).toMatchObject({
      log: expect.arrayContaining([expect.objectContaining({ error: 'No answer in time' })]),
    });
    expect(await eventually(() => find(secure), { until: (found) => found?.attempts > 0 })).toMatchObject({
      log: expect.arrayContaining([expect.objectContaining({ error: expect.stringMatching(/^No answer: E/) })]),
    });
    await received(talkative, 20);
    await eventually(() => deliveries(chatting, 'state=delivered'), { until: (found) => found.length === 20 });
  });
});

describe('a target that is not allowed', () => {
  it.each([
    'http://127.0.0.2/hooks',
    'http://localhost/hooks',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/',
    'https://user:secret@127.0.0.1/',
    'ftp://127.0.0.1/',
    'https://postgres:5432/',
    'https://does-not-exist.invalid/',
  ])('%s is refused when it is saved, and leaves nothing', async (url) => {
    expect(await plant.client().post(path, { url })).toMatchObject({
      status: 422,
      body: { code: 'webhook-target-refused' },
    });
    const to = await receiver();
    const { webhook } = await subscribe(to);
    expect(await command(webhook, 'change', { url })).toMatchObject({ status: 422 });
    expect((await plant.client().get(path)).body.items).toHaveLength(1);
  });
});

describe('what is computed or published a second time', () => {
  it('sends nothing', async () => {
    const to = await receiver();
    await subscribe(to, { types: [] });
    for (let n = 0; n < 5; n++) await openBin();
    await received(to, 5);
    const operations = '/api/store/v1/operations';
    for (const name of ['webhooks', 'bins']) {
      const { askedAt } = (await plant.client().post(`${operations}/read-models/${name}/rebuild?verify=true`)).body;
      await eventually(async () => (await plant.client().get(`${operations}/read-models`)).body, {
        until: (all) => all.find((found: { name: string }) => found.name === name)?.lastRebuild?.askedAt === askedAt,
      });
    }
    await plant.client().post(`${operations}/republish`);
    await eventually(async () => (await plant.client().get(`${operations}/relay`)).body, {
      until: ({ republishing }) => republishing === undefined,
    });
    await openBin();
    await received(to, 6);
    expect(to.distinct).toHaveLength(6);
    expect(to.messages).toHaveLength(6);
  });
});
