import { rm } from 'node:fs/promises';
import { type Role, roles, Session } from '@millwright/platform';
import { type Site, startSite } from '@millwright/site';
import { eventually } from '@millwright/testing';
import { Client as Database } from 'pg';
import { services } from './client.js';
import { temporaryDirectory } from './site.js';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly permission: string | undefined;
}

interface Operation {
  readonly 'x-permission'?: string;
}

let directory: string;
let site: Site;
let password: string;
let routes: readonly Route[];
const sessions = new Map<Role, Session>();
const printed: string[] = [];
const printedPassword = (): string[] => printed.flatMap((text) => /with the password (\S+)/.exec(text)?.[1] ?? []);

async function startListening(): Promise<void> {
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  try {
    site = await startSite({ directory, durable: false });
  } finally {
    spy.mockRestore();
  }
}

beforeAll(async () => {
  directory = await temporaryDirectory();
  await startListening();
  [password] = printedPassword();
  const keys = await Promise.all(roles.map((role) => site.keyFor(`system:${role}`, role)));
  for (const [index, role] of roles.entries())
    sessions.set(role, new Session(() => site.url, { grant: 'api-key', key: keys[index] }));
  const document = (await (await fetch(`${site.url}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { 'x-permission': permission }]) => ({
      method: method.toUpperCase(),
      path,
      permission,
    })),
  );
});
afterAll(async () => {
  await site?.stop();
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
});

const as = async (role: Role): Promise<Record<string, string>> => ({ ...(await sessions.get(role)?.headers()) });
const send = (
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body: string | undefined = undefined,
) =>
  fetch(`${site.url}${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body,
  });
const withIds = (path: string): string => path.replace(/\{\w+\}/g, 'NO-SUCH');
const bodyFor = (method: string): string | undefined => (method === 'GET' ? undefined : '{}');
const open = [
  'GET /api/problems',
  'GET /api/problems/{code}',
  'GET /api/tracking/v1/jwks',
  'GET /health/live',
  'GET /health/ready',
  'GET /health/started',
  'POST /api/tracking/v1/tokens',
];

describe('the first start', () => {
  it('prints a password once, with which the administrator signs in', async () => {
    expect(printedPassword()).toHaveLength(1);
    const session = new Session(() => site.url, { grant: 'password', login: 'administrator', password });
    const me = await send('GET', '/api/orders/v1/access/me', await session.headers());
    expect(await me.json()).toMatchObject({
      principal: expect.stringMatching(/^person:/),
      grants: [{ role: 'administrator' }],
    });
    await site.stop();
    await startListening();
    expect(printedPassword()).toHaveLength(1);
    const again = await send('GET', '/api/orders/v1/access/me', await session.headers());
    expect(again.status).toBe(200);
  });
});

describe('every route', () => {
  it('says in the document what it needs, and is open to nobody unless it says so', async () => {
    expect(routes.length).toBeGreaterThan(200);
    const none = routes
      .filter(({ permission }) => permission === 'none')
      .map(({ method, path }) => `${method} ${path}`);
    expect(none.sort()).toEqual(open);
    expect(routes.filter(({ permission }) => permission === undefined)).toEqual([]);
    const answered: string[] = [];
    for (const { method, path } of routes.filter(({ permission }) => permission !== 'none')) {
      const { status } = await send(method, withIds(path), {}, bodyFor(method));
      if (status !== 401) answered.push(`${method} ${path}: ${status}`);
    }
    expect(answered).toEqual([]);
  });

  it.each(roles)(
    'is open to the role %s where the role holds what it needs, and closed elsewhere',
    async (role) => {
      const headers = await as(role);
      const { items } = (await (await send('GET', '/api/orders/v1/access/roles', headers)).json()) as {
        items: { role: string; permissions: string[] }[];
      };
      const held = new Set(items.find((one) => one.role === role)?.permissions);
      const deviations: string[] = [];
      for (const { method, path, permission = '' } of routes.filter((one) => one.permission !== 'none')) {
        const answer = await send(method, withIds(path), headers, bodyFor(method));
        const text = await answer.text();
        const refused = answer.status === 403 && text.includes(`"permission":"${permission}"`);
        if (answer.status === 401 || answer.status >= 500 || refused === held.has(permission))
          deviations.push(`${method} ${path} needs ${permission}: ${answer.status} ${text.slice(0, 200)}`);
      }
      expect(deviations).toEqual([]);
    },
    120_000,
  );

  it.each<[Role, string, string]>([
    ['operator', 'POST', '/api/orders/v1/production-orders/PO-1/release'],
    ['operator', 'POST', '/api/tracking/v1/grants'],
    ['planner', 'POST', '/api/quality/v1/nonconformances/N/approve'],
    ['planner', 'POST', '/api/inventory/v1/lots/L/scrap'],
    ['quality', 'POST', '/api/orders/v1/production-orders/PO-1/release'],
    ['warehouse', 'POST', '/api/quality/v1/holds/H/release'],
    ['maintenance', 'POST', '/api/inventory/v1/recalls'],
    ['integrator', 'POST', '/api/tracking/v1/credentials/api-keys'],
    ['integrator', 'POST', '/api/orders/v1/operations/log/raise-epoch'],
    ['auditor', 'POST', '/api/tracking/v1/jobs/PO-1/10/start'],
    ['administrator', 'POST', '/api/quality/v1/nonconformances/N/dispose'],
  ])('keeps %s from %s %s', async (role, method, path) => {
    expect((await send(method, path, await as(role), '{}')).status).toBe(403);
  });
});

describe('a withdrawal', () => {
  it('takes effect in every service within five seconds, although the token lives on', async () => {
    const administrator = await as('administrator');
    const principal = 'system:short';
    const key = await site.keyFor(principal, 'planner');
    const headers = await new Session(() => site.url, { grant: 'api-key', key }).headers();
    const statuses = async (): Promise<number[]> =>
      Promise.all(services.map(async (one) => (await send('GET', `/api/${one}/v1/access/me`, headers)).status));
    expect(await statuses()).toEqual(services.map(() => 200));
    const said = JSON.stringify({ principal, role: 'planner', reason: 'has left' });
    expect((await send('POST', '/api/tracking/v1/grants/withdraw', administrator, said)).status).toBe(200);
    await eventually(statuses, { until: (found) => found.every((status) => status === 403), withinMs: 5_000 });
  });
});

describe('hostile requests of somebody who may', () => {
  it('cannot set what is not theirs to set (mass assignment): refused, and nothing of it is stored', async () => {
    const headers = await as('integrator');
    const said = { item: 'MASS', revision: 'A', description: 'x', unit: 'C62', tracking: 'lot' };
    const planted = ['id', 'site', 'tenantId', 'status', 'version', 'createdBy', 'recordedAt', 'approved', 'actor'];
    for (const field of planted) {
      const answer = await send('POST', '/api/orders/v1/items', headers, JSON.stringify({ ...said, [field]: 'x' }));
      expect([field, answer.status]).toEqual([field, 422]);
    }
    for (const field of ['__proto__', 'constructor', 'prototype']) {
      const body = JSON.stringify(said).replace('{', `{"${field}":{"isAdmin":true},`);
      const answer = await send('POST', '/api/orders/v1/items', headers, body);
      expect([field, [400, 422].includes(answer.status)]).toEqual([field, true]);
    }
    expect((await send('GET', '/api/orders/v1/items/MASS', headers)).status).toBe(404);
  });

  it('are bounded: bodies that are too large, too deep or compressed, addresses that are too long', async () => {
    const headers = await as('integrator');
    const post = (body: string, more: Record<string, string> = {}) =>
      send('POST', '/api/orders/v1/items', { ...headers, ...more }, body);
    expect((await post(`{"item":"${'x'.repeat(2 * 1024 * 1024)}"}`)).status).toBe(413);
    expect((await post(`{"item":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).status).toBe(422);
    expect((await post(`{"item":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`)).status).toBe(422);
    const keys = Array.from({ length: 150_000 }, (_, n) => `"k${n}":1`).join();
    expect((await post(`{${keys}}`)).status).toBe(422);
    expect([400, 415]).toContain((await post('x', { 'content-encoding': 'gzip' })).status);
    expect((await send('GET', '/api/orders/v1/items?limit=1000000000', headers)).status).toBe(422);
    expect((await send('GET', '/health/live')).status).toBe(200);
  });

  it('find no way around the method: it is what the request line says', async () => {
    const headers = { ...(await as('auditor')), 'x-http-method-override': 'POST' };
    expect((await send('GET', '/api/tracking/v1/grants', headers)).status).toBe(200);
    for (const method of ['DELETE', 'PATCH', 'OPTIONS'])
      expect([404, 405]).toContain((await send(method, '/api/orders/v1/items', await as('administrator'))).status);
  });

  it('of the same name at another site mean nothing here: its tokens and its things', async () => {
    const foreign = (await as('integrator')).authorization?.split('.') ?? [];
    const claims = JSON.parse(Buffer.from(foreign[1], 'base64url').toString()) as object;
    const other = Buffer.from(JSON.stringify({ ...claims, iss: 'millwright:OTHER', aud: 'millwright:OTHER' }));
    const authorization = [foreign[0], other.toString('base64url'), foreign[2]].join('.');
    expect((await send('GET', '/api/orders/v1/items', { authorization })).status).toBe(401);
    const headers = await as('integrator');
    for (const id of ['OTHER/item/A', 'OTHER%2Fitem%2FA', '..%2F..%2FOTHER'])
      expect([400, 404, 422]).toContain((await send('GET', `/api/orders/v1/items/${id}`, headers)).status);
  });
});

describe('answers', () => {
  it('carry the headers that keep browsers from making more of them, and the pages load nothing from elsewhere', async () => {
    const answer = await send('GET', '/api/orders/v1/items', await as('auditor'));
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(answer.headers.has('access-control-allow-origin')).toBe(false);
    expect(answer.headers.has('x-powered-by')).toBe(false);
    const page = await send('GET', '/api');
    expect(page.status).toBe(200);
    expect((await page.text()).match(/(src|href)="https?:/g)).toBeNull();
  });

  it('and the audit name no token, key or password', async () => {
    await send('GET', '/api/orders/v1/items', { authorization: 'Bearer stolen.token.value' });
    const client = new Database({ connectionString: site.database.url('millwright') });
    await client.connect();
    try {
      const noted = async (): Promise<string> =>
        JSON.stringify((await client.query('select * from orders.refused_access order by id desc limit 200')).rows);
      const found = await eventually(noted, { until: (text) => text.includes('"status":401') });
      expect(found).not.toMatch(/stolen|eyJ|mw_/);
    } finally {
      await client.end();
    }
  });
});
