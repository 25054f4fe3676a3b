import { eventually, EventStream, startPlant, type TestClient, type TestPlant } from '@millwright/testing';
import { TrackingModule } from '../tracking.module.js';

let plant: TestPlant;
let administrator: TestClient;
let person: string;
let terminal: string;
const secrets = ['correct horse battery', '4711471'];
const withinFive = <T>(read: () => Promise<T>): Promise<T> =>
  eventually(read, { until: Boolean, what: 'what takes effect within five seconds', withinMs: 5_000 });
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const tokens = '/api/tracking/v1/tokens';

beforeAll(async () => {
  plant = await startPlant([TrackingModule]);
  administrator = plant.client('system:office', { roles: ['administrator'] });
  person = (await administrator.post('/api/tracking/v1/people', { badge: '1001', name: 'Olga' })).body.person;
  await administrator.post('/api/tracking/v1/grants', { principal: person, role: 'operator' });
  terminal = (
    await administrator.post('/api/tracking/v1/credentials/api-keys', {
      principal: 'machine:T1',
      station: 'T1',
      expiresAt: inAnHour(),
    })
  ).body.key;
  // Behind `mw_`, the id and another dash; it may have dashes of both kinds itself.
  secrets.push(terminal.slice('mw_'.length + 36 + 1));
});
afterAll(() => plant?.stop());

const signIn = async (
  body: object,
): Promise<{ status: number; body: Record<string, string>; retryAfter: string | null }> => {
  const answer = await fetch(`${plant.url}${tokens}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    status: answer.status,
    body: (await answer.json()) as Record<string, string>,
    retryAfter: answer.headers.get('retry-after'),
  };
};
const call = (token: string, path: string, body?: object, headers: Record<string, string> = {}) =>
  fetch(`${plant.url}/api/tracking/v1/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }), ...headers },
    body: body && JSON.stringify(body),
  });
const me = async (token: string) => (await (await call(token, 'access/me')).json()) as Record<string, unknown>;

describe('signing in', () => {
  it('ends what is being told to somebody who loses the role for it', async () => {
    const principal = 'system:listener';
    await administrator.post('/api/tracking/v1/grants', { principal, role: 'integrator' });
    const { body: issued } = await administrator.post('/api/tracking/v1/credentials/api-keys', {
      principal,
      expiresAt: inAnHour(),
    });
    const { body } = await signIn({ grant: 'api-key', key: issued.key });
    await withinFive(async () => (await call(body.token, 'events')).status === 200);
    const stream = await EventStream.open(`${plant.url}/api/tracking/v1/events`, {
      authorization: `Bearer ${body.token}`,
    });
    expect(stream.status).toBe(200);
    const begunAt = Date.now();
    await administrator.post('/api/tracking/v1/grants/withdraw', { principal, role: 'integrator', reason: 'left' });
    await stream.ended;
    expect(Date.now() - begunAt).toBeLessThan(5_000);
    expect((await call(body.token, 'events')).status).toBe(403);
  });

  it('with a key: shown once, limited, and dead when it is revoked', async () => {
    const principal = 'system:erp';
    for (const role of ['integrator', 'planner'])
      await administrator.post('/api/tracking/v1/grants', { principal, role });
    const asked = { principal, roles: ['planner'], expiresAt: inAnHour() };
    const issued = await administrator.post('/api/tracking/v1/credentials/api-keys', asked, { 'idempotency-key': 'k' });
    const again = await administrator.post('/api/tracking/v1/credentials/api-keys', asked, { 'idempotency-key': 'k' });
    expect(issued).toMatchObject({ status: 201, body: { key: expect.stringMatching(/^mw_/) } });
    expect(again.body).toMatchObject({ credential: issued.body.credential });
    expect(again.body.key).toBeUndefined();
    const { body } = await signIn({ grant: 'api-key', key: issued.body.key });
    expect(body).toMatchObject({ tokenType: 'Bearer', principal, expiresIn: expect.any(Number) });
    expect(Number(body.expiresIn)).toBeLessThanOrEqual(600);
    const grants = async () => (await me(body.token)).grants as { role: string }[] | undefined;
    await withinFive(async () => (await grants())?.length === 1);
    expect(await me(body.token)).toMatchObject({ principal, grants: [{ role: 'planner' }] });
    await administrator.post(`/api/tracking/v1/credentials/${issued.body.credential}/revoke`, { reason: 'lost' });
    await withinFive(async () => (await call(body.token, 'access/me')).status === 401);
    expect(await signIn({ grant: 'api-key', key: issued.body.key })).toMatchObject({ status: 401 });
  });

  it('with a password, which the next one replaces', async () => {
    const set = { person, login: 'Olga', password: secrets[0] };
    expect(await administrator.post('/api/tracking/v1/credentials/passwords', set)).toMatchObject({ status: 201 });
    const first = await signIn({ grant: 'password', login: 'olga', password: secrets[0] });
    expect(first).toMatchObject({ status: 200, body: { principal: person } });
    await administrator.post('/api/tracking/v1/credentials/passwords', { ...set, password: 'another horse battery' });
    await withinFive(async () => (await call(first.body.token, 'access/me')).status === 401);
    expect(await signIn({ grant: 'password', login: 'olga', password: secrets[0] })).toMatchObject({ status: 401 });
  });

  it('at a terminal with badge and PIN: each fact has a person and a station', async () => {
    await administrator.post('/api/tracking/v1/credentials/pins', { person, pin: secrets[1] });
    const { status, body } = await signIn({ grant: 'pin', key: terminal, badge: '1001', pin: secrets[1] });
    expect({ status, principal: body.principal, station: body.station }).toEqual({
      status: 200,
      principal: person,
      station: 'T1',
    });
    expect((await call(body.token, 'attendance/clock-in', {})).status).toBe(200);
    const [fact] = await plant.events('tracking', 'ClockedIn');
    expect(fact).toMatchObject({ actor: person, station: 'T1' });
    // Whoever says to be somewhere else, or somebody else, needs a permission for that.
    for (const [header, claimed] of [
      ['millwright-station', 'T2'],
      ['millwright-actor', 'system:erp'],
      ['millwright-on-behalf-of', 'system:erp'],
    ])
      expect((await call(body.token, 'attendance/clock-out', {}, { [header]: claimed })).status).toBe(403);
    // The terminal by itself is nobody, and a badge opens nothing unless that was said.
    expect(await signIn({ grant: 'api-key', key: terminal })).toMatchObject({ status: 401 });
    expect(await signIn({ grant: 'badge', key: terminal, badge: '1001' })).toMatchObject({ status: 401 });
    await administrator.post('/api/tracking/v1/credentials/badges', { person });
    expect(await signIn({ grant: 'badge', key: terminal, badge: '1001' })).toMatchObject({ status: 200 });
  });

  it('is refused in the same words whoever is guessed, and after five guesses for a while', async () => {
    const guess = (login: string) => signIn({ grant: 'password', login, password: 'wrong wrong wrong' });
    const known = await guess('olga');
    const unknown = await guess('nobody');
    expect(known).toEqual(unknown);
    expect(known).toMatchObject({ status: 401, body: { code: 'sign-in-refused' } });
    for (const login of ['olga', 'nobody']) {
      const statuses = (await Promise.all(Array.from({ length: 8 }, () => guess(login)))).map(({ status }) => status);
      expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(4);
      expect(await guess(login)).toMatchObject({ status: 429, retryAfter: expect.stringMatching(/^\d+$/) });
    }
    const right = await signIn({ grant: 'password', login: 'olga', password: 'another horse battery' });
    expect(right.status).toBe(429);
  });

  it('leaves no secret and no hash in the log', async () => {
    const log = JSON.stringify(await plant.events('tracking'));
    expect(log).toContain('CredentialIssued');
    for (const secret of [...secrets, '$argon2', 'another horse']) expect(log).not.toContain(secret);
  });
});

describe('a key set', () => {
  it('is open, holds public keys alone, and a revoked signing key kills its tokens', async () => {
    const { keys } = (await (await fetch(`${plant.url}/api/tracking/v1/jwks`)).json()) as {
      keys: Record<string, string>[];
    };
    expect(keys).toEqual([expect.objectContaining({ kty: 'OKP', crv: 'Ed25519', use: 'sig' })]);
    expect(keys[0]).not.toHaveProperty('d');
    const { body } = await signIn({ grant: 'badge', key: terminal, badge: '1001' });
    await administrator.post(`/api/tracking/v1/credentials/${keys[0].kid}/revoke`, { reason: 'the disk was stolen' });
    await withinFive(async () => (await call(body.token, 'access/me')).status === 401);
    const next = await signIn({ grant: 'badge', key: terminal, badge: '1001' });
    expect((await call(next.body.token, 'access/me')).status).toBe(200);
  });
});

describe('what was refused', () => {
  it('can be read by the auditor, without what was sent', async () => {
    const olga = plant.client(person, { roles: ['operator'] });
    expect(await olga.post('/api/tracking/v1/grants', { principal: person, role: 'administrator' })).toMatchObject({
      status: 403,
      body: { code: 'forbidden', permission: 'access.grant' },
    });
    expect(await olga.get('/api/tracking/v1/access/refused')).toMatchObject({ status: 403 });
    const auditor = plant.client('system:auditor', { roles: ['auditor'] });
    const refused = await withinFive(async () => {
      const { items } = (await auditor.get('/api/tracking/v1/access/refused')).body;
      return items.find((one: { permission?: string }) => one.permission === 'access.grant');
    });
    expect(refused).toMatchObject({ status: 403, principal: person, method: 'POST', route: '/api/tracking/v1/grants' });
  });
});
