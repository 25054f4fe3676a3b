import { startPlant, type TestPlant } from '../index.js';
import { StoreModule } from './store.module.js';

describe('a service on the platform', () => {
  let plant: TestPlant;
  beforeAll(async () => {
    plant = await startPlant([StoreModule]);
  });
  afterAll(() => plant.stop());
  const add = (value: string, headers: Record<string, string> = {}) =>
    plant.client().post('/api/store/v1/bins/A%201/parts', { quantity: { value, unit: 'C62' } }, headers);

  it('records a command durably and shows it at once', async () => {
    const made = await plant.client().post('/api/store/v1/bins', { bin: 'A 1' });
    expect(made).toMatchObject({ status: 201, body: { bin: 'A 1', version: 1 } });
    expect(made.headers.get('etag')).toBe('"1"');
    expect((await plant.client().get('/api/store/v1/bins/A%201')).body).toEqual({ bin: 'A 1', parts: '0' });
  });

  it('gives a repeated key the first answer, also in parallel, and records one event', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => add('2', { 'idempotency-key': 'same' })));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify({ status, body })))).toEqual(
      new Set(['{"status":200,"body":{"version":2}}']),
    );
    expect((await plant.client().get('/api/store/v1/bins/A%201')).body.parts).toBe('2');
    expect(await add('3', { 'idempotency-key': 'same' })).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
  });

  it('lets exactly as many through as there is room for, and refuses the others', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => add('1')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(8);
    expect(answers.filter(({ status, body }) => status === 409 && body.code === 'bin-full')).toHaveLength(12);
  });

  it.each([
    ['a negative quantity', { quantity: { value: '-1', unit: 'C62' } }],
    ['a number instead of a decimal string', { quantity: { value: 1, unit: 'C62' } }],
    ['zero where more is needed', { quantity: { value: '0.00', unit: 'C62' } }],
    ['an unknown property', { quantity: { value: '1', unit: 'C62' }, version: 7 }],
    ['null', { quantity: null }],
    ['nothing', {}],
  ])('refuses %s with the field named, and records nothing', async (_what, body) => {
    const answer = await plant.client().post('/api/store/v1/bins/A%201/parts', body);
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-request', errors: expect.any(Array) } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('says who is missing, what lies in the future and what is not there', async () => {
    expect(await add('1', { 'millwright-actor': 'joe' })).toMatchObject({ status: 422 });
    expect(await add('1', { 'millwright-occurred-at': '2999-01-01T00:00:00Z' })).toMatchObject({
      status: 422,
      body: { code: 'occurred-in-the-future' },
    });
    expect(await add('1', { 'if-match': '"1"' })).toMatchObject({ status: 412, body: { code: 'stale-version' } });
    expect(await plant.client().get('/api/store/v1/bins/B')).toMatchObject({
      status: 404,
      body: { code: 'unknown-bin' },
    });
    expect(await plant.client().get('/api/store/v1/bins?limit=0')).toMatchObject({ status: 422 });
    expect(await plant.client().get('/nowhere')).toMatchObject({ status: 404, body: { code: 'unknown-route' } });
  });

  it('answers what had occurred and what had been recorded', async () => {
    await plant.client().post('/api/store/v1/bins', { bin: 'B' }, { 'millwright-occurred-at': '2026-01-05T06:00:00Z' });
    await plant
      .client()
      .post(
        '/api/store/v1/bins/B/parts',
        { quantity: { value: '4', unit: 'C62' } },
        { 'millwright-occurred-at': '2026-01-05T08:00:00Z' },
      );
    expect((await plant.client().get('/api/store/v1/bins/B/history?asOf=2026-01-05T07:00:00Z')).body.state.parts).toBe(
      0,
    );
    expect((await plant.client().get('/api/store/v1/bins/B/history?asOf=2026-01-05T08:00:00Z')).body.state.parts).toBe(
      4,
    );
    expect((await plant.client().get('/api/store/v1/bins/B/history?knownAt=1')).body.state.open).toBe(false);
  });

  it('describes its routes', async () => {
    const { body } = await plant.client().get('/api/openapi.json');
    expect(Object.keys(body.paths)).toContain('/api/store/v1/bins/{bin}/parts');
    expect(body.openapi).toBe('3.1.0');
  });
});
