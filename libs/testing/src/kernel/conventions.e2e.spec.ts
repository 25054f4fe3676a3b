import { connect } from 'node:net';
import { startPlant, testBearer, type TestPlant } from '../index.js';
import { StoreModule } from './store.module.js';

describe('what holds on every route', () => {
  let plant: TestPlant;
  beforeAll(async () => {
    plant = await startPlant([StoreModule]);
    await plant.client().post('/api/store/v1/bins', { bin: 'A' });
  });
  afterAll(() => plant.stop());

  const bins = '/api/store/v1/bins';
  const send = async (method: string, path: string, body?: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${plant.url}${path}`, {
      method,
      body,
      headers: { ...(body && { 'content-type': 'application/json' }), ...testBearer('system:test'), ...headers },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, code: text && JSON.parse(text).code, text };
  };

  it('tells a wrong method from a wrong address', async () => {
    const deleted = await send('DELETE', `${bins}/A`);
    expect(deleted).toMatchObject({ status: 405, code: 'method-not-allowed' });
    expect(deleted.headers.get('allow')).toBe('GET, HEAD');
    expect((await send('PUT', bins, '{}')).headers.get('allow')).toBe('GET, HEAD, POST');
    expect(await send('GET', '/api/store/v1/nowhere')).toMatchObject({ status: 404, code: 'unknown-route' });
  });

  it('says its language and goes on with the trace of the caller, also in a refusal', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    for (const path of [`${bins}/A`, `${bins}/B`, '/nowhere', `${bins}?limit=0`]) {
      const { headers } = await send('GET', path, undefined, { traceparent: `00-${trace}-00f067aa0ba902b7-01` });
      expect(headers.get('traceparent')).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
      expect(headers.get('content-language')).toBe('en');
      expect(headers.get('vary')).toBe('Accept-Language');
    }
    expect((await send('GET', bins)).headers.get('traceparent')).toMatch(/^00-[0-9a-f]{32}-/);
  });

  it('refuses a body that is too large or too deep', async () => {
    expect(await send('POST', bins, JSON.stringify({ bin: 'x'.repeat(2 * 1024 * 1024) }))).toMatchObject({
      status: 413,
      code: 'body-too-large',
    });
    expect(await send('POST', bins, `{"bin":${'['.repeat(5_000)}${']'.repeat(5_000)}}`)).toMatchObject({
      status: 422,
      code: 'nested-too-deep',
    });
  });

  it('refuses what never becomes a request with a problem document too', async () => {
    const large = await send('GET', bins, undefined, { 'millwright-reason': 'x'.repeat(20_000) });
    expect(large).toMatchObject({ status: 431, code: 'headers-too-large' });
    expect(large.headers.get('content-type')).toBe('application/problem+json');
  });

  it('names a page about each problem', async () => {
    const refused = JSON.parse((await send('GET', `${bins}/B`)).text) as { type: string };
    expect(refused.type).toBe('/api/problems/unknown-bin');
  });

  it('answers what was asked for after it has heard and shows what the caller has seen', async () => {
    const made = await plant.client().post(bins, { bin: 'C' });
    const seen = made.headers.get('millwright-seen') ?? '';
    expect(seen).toMatch(/^store:\d+$/);
    expect(await send('GET', bins, undefined, { 'millwright-wait-for': seen })).toMatchObject({ status: 200 });
    const unheard = await send('GET', bins, undefined, { 'millwright-wait-for': 'store:999999' });
    expect(unheard).toMatchObject({ status: 503, code: 'not-heard-yet' });
    expect(unheard.headers.get('retry-after')).toBe('1');
    expect(await send('GET', bins, undefined, { 'millwright-wait-for': 'yesterday' })).toMatchObject({
      status: 422,
      code: 'invalid-request',
    });
    // What it does not listen to, it never shows: there is nothing to wait for.
    expect(await send('GET', bins, undefined, { 'millwright-wait-for': 'orders:9;0=1.9' })).toMatchObject({
      status: 200,
    });
  });

  it('marks a replayed answer, refuses the key with another body, and does not remember a refusal', async () => {
    const key = { 'idempotency-key': 'replay' };
    const full = JSON.stringify({ quantity: { value: '11', unit: 'C62' } });
    expect(await send('POST', `${bins}/A/parts`, full, key)).toMatchObject({ status: 409, code: 'bin-full' });
    const fits = JSON.stringify({ quantity: { value: '4', unit: 'C62' } });
    const first = await send('POST', `${bins}/A/parts`, fits, key);
    const again = await send('POST', `${bins}/A/parts`, fits, key);
    expect([first.headers.get('idempotent-replayed'), again.headers.get('idempotent-replayed')]).toEqual([
      null,
      'true',
    ]);
    expect([again.status, again.text, again.headers.get('millwright-seen')]).toEqual([
      200,
      first.text,
      first.headers.get('millwright-seen'),
    ]);
    expect(await send('POST', `${bins}/A/parts`, full, key)).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
  });

  it('takes the same key of somebody else for another one', async () => {
    const key = { 'idempotency-key': 'of-two' };
    const mine = await plant.client('system:one').post(bins, { bin: 'MINE' }, key);
    const theirs = await plant.client('system:two').post(bins, { bin: 'THEIRS' }, key);
    expect([mine, theirs]).toMatchObject([
      { status: 201, body: { bin: 'MINE' } },
      { status: 201, body: { bin: 'THEIRS' } },
    ]);
    expect(theirs.headers.get('idempotent-replayed')).toBeNull();
  });

  it('answers a method that HTTP does not know', async () => {
    const { hostname, port } = new URL(plant.url);
    const socket = connect(Number(port), hostname);
    socket.write(`TRACE ${bins} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`);
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toContain(' 405 ');
  });
});
