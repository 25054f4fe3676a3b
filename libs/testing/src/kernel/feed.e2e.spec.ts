import { once } from 'node:events';
import { connect } from 'node:net';
import { EventLog } from '@millwright/event-log';
import { Client } from 'pg';
import { eventually, EventStream, startPlant, testBearer, type TestPlant } from '../index.js';
import { TellingStoreModule } from './store.module.js';

const path = '/api/store/v1/events';
const reader = testBearer('system:reader');
let plant: TestPlant;
const streams: EventStream[] = [];

beforeAll(async () => {
  plant = await startPlant([TellingStoreModule]);
});
afterEach(() => streams.splice(0).forEach((stream) => stream.close()));
afterAll(() => plant.stop());

interface Page {
  readonly items: readonly { readonly id: string; readonly type: string; readonly data: object }[];
  readonly next: string;
  readonly more: boolean;
}

const openBin = (bin: string) => plant.client().post('/api/store/v1/bins', { bin });
const add = (bin: string, unit = 'C62') =>
  plant.client().post(`/api/store/v1/bins/${bin}/parts`, { quantity: { value: '1', unit } });
const page = async (query: string): Promise<Page> => {
  const { status, body } = await plant.client().get(`${path}?${query}`);
  expect([status, body.code]).toEqual([200, undefined]);
  return body as Page;
};
const stream = async (query = '', headers: Record<string, string> = {}): Promise<EventStream> => {
  const opened = await EventStream.open(`${plant.url}${path}?${query}`, { ...reader, ...headers });
  streams.push(opened);
  return opened;
};

async function readAll(query: string): Promise<Page['items']> {
  const found = [];
  for (let after = '0'; ;) {
    const { items, next, more } = await page(`${query}&after=${after}`);
    found.push(...items);
    if (!more) return found;
    after = next;
  }
}

const head = async (): Promise<string> => (await page('after=0&types=millwright.store.nothing*')).next;
const idsOf = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);
const relayed = (): string[] => plant.published('store').map(({ id }) => id);

describe('the event feed', () => {
  it('has in pages of every size what the relay published, in order, also while more is recorded', async () => {
    const writing = Promise.all(
      Array.from({ length: 30 }, async (_, n) => {
        await openBin(`F${n}`);
        await add(`F${n}`);
        await add(`F${n}`, 'KGM');
      }),
    );
    const during = await readAll('limit=3');
    await writing;
    await eventually(() => relayed().length, { until: (count) => count === 60 });
    for (const limit of [1, 7, 500]) expect(idsOf(await readAll(`limit=${limit}`))).toEqual(relayed());
    expect(idsOf(during)).toEqual(relayed().slice(0, during.length));
  });

  it('is filtered by type and stream, and goes on where it looked', async () => {
    const opened = await readAll('limit=7&types=millwright.store.bin-opened.v1');
    expect(opened).toHaveLength(30);
    expect(new Set(opened.map(({ type }) => type))).toEqual(new Set(['millwright.store.bin-opened.v1']));
    expect((await readAll('stream=bin/F3')).map(({ data }) => data)).toEqual([
      { bin: 'F3' },
      { bin: 'F3', quantity: { value: '1', unit: 'C62' } },
    ]);
    const nothing = await page('after=0&stream=pallet');
    expect(nothing).toEqual({ items: [], next: await head(), more: false });
    expect((await page(`after=${nothing.next}`)).items).toEqual([]);
  });

  it('waits for the next event, and answers as soon as it is there', async () => {
    const after = await head();
    const begunAt = performance.now();
    const waiting = page(`after=${after}&wait=20&types=millwright.store.bin-opened.v1`);
    await add('F1', 'KGM');
    await add('F1');
    await openBin('awaited');
    const { items } = await waiting;
    expect(items.map(({ data }) => data)).toEqual([{ bin: 'awaited' }]);
    expect(performance.now() - begunAt).toBeLessThan(5_000);
  });

  it('answers after the time given when nothing came, with the place to go on', async () => {
    const after = await head();
    await add('F2', 'KGM');
    const begunAt = performance.now();
    const answer = await page(`after=${after}&wait=1`);
    expect(performance.now() - begunAt).toBeGreaterThan(950);
    expect(answer).toEqual({ items: [], next: await head(), more: false });
    expect(answer.next).not.toBe(after);
  });

  it.each([
    ['after=x', 'invalid-request'],
    ['after=0:1', 'invalid-request'],
    ['limit=501', 'invalid-request'],
    ['wait=31', 'invalid-request'],
    ['types=millwright.orders.item-blocked.v1', 'unknown-event-type'],
    ['types=BinOpened', 'unknown-event-type'],
    ['colour=red', 'invalid-request'],
  ])('refuses %s', async (query, code) => {
    expect(await plant.client().get(`${path}?${query}`)).toMatchObject({ status: 422, body: { code } });
  });
});

describe('the event stream', () => {
  it('tells everything from the first and goes on with what comes', async () => {
    const all = await stream();
    await openBin('live');
    await eventually(() => all.data.length, { until: (count) => count === relayed().length && count > 60 });
    expect(idsOf(all.data as never)).toEqual(relayed());
    const [last] = all.events.slice(-1);
    expect([last.event, JSON.parse(last.data ?? '')]).toEqual([
      'millwright.store.bin-opened.v1',
      expect.objectContaining({ specversion: '1.0', data: { bin: 'live' } }),
    ]);
  });

  it('goes on behind Last-Event-ID, which counts more than the address', async () => {
    const first = await stream('limit=5');
    await eventually(() => first.events.length, { until: (count) => count >= 20 });
    first.close();
    await first.ended;
    const cut = first.events[9].id ?? '';
    const second = await stream('after=0', { 'last-event-id': cut });
    await eventually(() => second.events.length + 10, { until: (count) => count >= relayed().length });
    expect(idsOf([...first.data.slice(0, 10), ...second.data] as never)).toEqual(relayed());
    expect((await stream('', { 'last-event-id': 'nonsense' })).status).toBe(422);
  });

  it('is told to so many at a time and no more; a place that is left is free again', async () => {
    const one = () => stream('types=millwright.store.bin-opened.v1');
    // Those of the tests before may not be known to be gone yet.
    const untilOpen = () => eventually(one, { until: ({ status }) => status === 200 });
    const opened = await Promise.all(Array.from({ length: 200 }, untilOpen));
    expect((await stream()).status).toBe(503);
    const refused = await plant.client().get(`${path}?wait=1`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await plant.client().get(path)).status).toBe(200);
    await openBin('everybody');
    await eventually(() => opened.filter(({ events }) => events.at(-1)?.data?.includes('everybody')).length, {
      until: (count) => count === 200,
    });
    opened[0].close();
    await eventually(async () => (await stream()).status, { until: (status) => status === 200 });
  });
});

describe('after a restore', () => {
  it('a cursor from beyond the cut is refused, with where to go on', async () => {
    const before = await head();
    const cut = Number(before.split(':')[1]);
    const client = new Client({ connectionString: plant.databaseUrl });
    await client.connect();
    await client.query(`update store_log.log_head set halted = 'restored, says the test'`);
    await client.end();
    const raised = await plant.client().post('/api/store/v1/operations/log/raise-epoch', { reason: 'test' });
    expect(raised).toMatchObject({ status: 200, body: { epoch: 2 } });
    await openBin('after the cut');
    expect(await plant.client().get(`${path}?after=1:${cut + 1}`)).toMatchObject({
      status: 410,
      body: { code: 'cursor-lost', continueAfter: `2:${cut}` },
    });
    expect((await EventStream.open(`${plant.url}${path}`, { ...reader, 'last-event-id': `1:${cut + 1}` })).status).toBe(
      410,
    );
    const { items, next } = await page(`after=${before}`);
    expect([items, next]).toEqual([
      [expect.objectContaining({ id: `store:2:${cut + 1}`, cuts: `2:${cut}` })],
      `2:${cut + 1}`,
    ]);
    expect((await page(`after=${next}`)).items).toEqual([]);
    expect(await plant.client().get(`${path}?after=2:${cut + 50}`)).toMatchObject({
      status: 410,
      body: { code: 'cursor-lost' },
    });
  });
});

describe('a plant that ends', () => {
  it('lets go of those who follow at once', async () => {
    const other = await startPlant([TellingStoreModule]);
    const following = await EventStream.open(`${other.url}${path}`, reader);
    const begunAt = performance.now();
    await other.stop();
    await following.ended;
    expect(performance.now() - begunAt).toBeLessThan(5_000);
  });
});

describe('somebody who follows and reads nothing', () => {
  it('is read to no further than what lies in the sockets, and gets all once they read on', async () => {
    const many = 6_000;
    const client = new Client({ connectionString: plant.databaseUrl });
    await client.connect();
    await client.query(`
      with head as (update store_log.log_head set position = position + ${many} returning position - ${many} as before)
      insert into store_log.events
      select before + n, 'TEST/bin/many', n, 'PartsAdded', 1, 2,
             json_build_object('quantity', json_build_object('value', '1', 'unit', 'C62'), 'note', repeat('x', 10000)),
             '{"site":"TEST","actor":"system:test","commandId":"c","correlation":"c"}', now(), now()
        from head, generate_series(1, ${many}) as n`);
    await client.end();
    const asked = jest.spyOn(EventLog.prototype, 'eventsAfter');
    const read = (): number => Math.max(0, ...asked.mock.calls.filter(([, limit]) => limit === 500).map(([at]) => at));
    const socket = connect(Number(new URL(plant.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `GET ${path}?stream=bin/many&limit=500 HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nAuthorization: ${reader.authorization}\r\n\r\n`,
    );
    socket.pause();
    let before = -1;
    await eventually(() => [before, (before = read())], {
      until: ([earlier, now]) => now > 0 && earlier === now,
      everyMs: 1_000,
    });
    expect(before).toBeLessThan(many / 2);
    let events = 0;
    socket.on('data', (chunk: Buffer) => (events += chunk.toString().split('\nevent: ').length - 1));
    socket.resume();
    // One whose name is cut in two is not counted.
    await eventually(() => events, { until: (count) => count > many * 0.99 });
    socket.destroy();
    asked.mockRestore();
  });
});
