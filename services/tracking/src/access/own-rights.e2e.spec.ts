import { eventually, startPlant, type TestClient, type TestPlant } from '@millwright/testing';
import { TrackingModule } from '../tracking.module.js';

const api = '/api/tracking/v1';
let plant: TestPlant;
let office: TestClient;
const withinFive = <T>(read: () => Promise<T>): Promise<T> =>
  eventually(read, { until: Boolean, what: 'what takes effect within five seconds', withinMs: 5_000 });

beforeAll(async () => {
  plant = await startPlant([TrackingModule]);
  office = plant.client('system:office', { roles: ['administrator'] });
});
afterAll(() => plant?.stop());

const register = async (badge: string): Promise<string> =>
  (await office.post(`${api}/people`, { badge, name: `Person ${badge}` })).body.person;

const send = async (path: string, token?: string, body?: object) => {
  const answer = await fetch(`${plant.url}${api}/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    // Specs look into bodies of every shape.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    body: JSON.parse(text) as any,
    retryAfter: answer.headers.get('retry-after'),
  };
};
const signIn = async (login: string, password: string) =>
  send('tokens', undefined, { grant: 'password', login, password });

async function operatorWith(badge: string, login: string, password: string, workCenters?: string[]) {
  const person = await register(badge);
  await office.post(`${api}/grants`, { principal: person, role: 'operator', ...(workCenters && { workCenters }) });
  await office.post(`${api}/credentials/passwords`, { person, login, password });
  const { token } = (await signIn(login, password)).body;
  await withinFive(async () => (await send('access/me', token)).body.grants?.length > 0);
  return { person, token };
}

describe('one’s own password', () => {
  it('is changed by who knows the old one; every session with the old one ends', async () => {
    const { person, token } = await operatorWith('2001', 'ida', 'the first of all');
    const other = (await signIn('ida', 'the first of all')).body.token;
    const change = (oldPassword: string, password = 'the second of all') =>
      send('credentials/passwords/change', token, { oldPassword, password });
    expect(await change('not the first')).toMatchObject({ status: 403, body: { code: 'old-password-wrong' } });
    expect(await change('the first of all', 'short')).toMatchObject({ status: 422 });
    expect(await change('the first of all')).toMatchObject({ status: 201, body: { principal: person } });
    await withinFive(async () => (await send('access/me', token)).status === 401);
    expect((await send('access/me', other)).status).toBe(401);
    expect((await signIn('ida', 'the first of all')).status).toBe(401);
    expect((await signIn('ida', 'the second of all')).status).toBe(200);
  });

  it('cannot be guessed by who has found an open session: after five guesses nobody changes it for a while', async () => {
    const { token } = await operatorWith('2002', 'jan', 'the password of jan');
    const guess = () =>
      send('credentials/passwords/change', token, { oldPassword: 'a wild guess', password: 'mine from now on' });
    const statuses = (await Promise.all(Array.from({ length: 10 }, guess))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 403).length).toBeLessThanOrEqual(5);
    expect(await guess()).toMatchObject({
      status: 429,
      body: { code: 'too-many-attempts' },
      retryAfter: expect.stringMatching(/^\d+$/),
    });
  });

  it('is nothing that a machine has', async () => {
    const body = { oldPassword: 'the first of all', password: 'the second of all' };
    expect(await office.post(`${api}/credentials/passwords/change`, body)).toMatchObject({
      status: 404,
      body: { code: 'unknown-password' },
    });
  });
});

describe('the last administrator', () => {
  const administrator = 'administrator';
  const withdraw = (principal: string) =>
    office.post(`${api}/grants/withdraw`, { principal, role: administrator, reason: 'left' });

  it('cannot lose the role, nor keep it at some work centers alone; of two who take it from each other, one stays', async () => {
    const [one, two] = [await register('3001'), await register('3002')];
    const grant = (principal: string, workCenters?: string[]) =>
      office.post(`${api}/grants`, { principal, role: administrator, ...(workCenters && { workCenters }) });
    expect((await grant(one)).status).toBe(201);
    expect(await withdraw(one)).toMatchObject({
      status: 409,
      body: { code: 'last-administrator', legal: [expect.any(String)] },
    });
    expect(await grant(one, ['ASSY-1'])).toMatchObject({ status: 409, body: { code: 'last-administrator' } });
    await grant(two, ['ASSY-1']);
    expect(await withdraw(one)).toMatchObject({ status: 409, body: { code: 'last-administrator' } });
    await grant(two);
    const statuses = (await Promise.all([withdraw(one), withdraw(two)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
    const { items } = (await office.get(`${api}/grants?role=administrator`)).body;
    expect(items).toHaveLength(1);
    expect(await withdraw(items[0].principal)).toMatchObject({ status: 409, body: { code: 'last-administrator' } });
  });
});

describe('a badge', () => {
  it('goes to exactly one of twenty who register it at once', async () => {
    for (let round = 0; round < 5; round++) {
      const badge = `4${round}`;
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) => office.post(`${api}/people`, { badge, name: `Twin ${n}` })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
      expect(new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body.code))).toEqual(
        new Set(['badge-in-use']),
      );
      const winner = answers.findIndex(({ status }) => status === 201);
      const { items } = (await office.get(`${api}/people?badge=${badge}`)).body;
      expect(items).toEqual([{ badge, name: `Twin ${winner}`, person: answers[winner].body.person }]);
    }
  });
});

describe('a grant at one work center', () => {
  it('reaches no other one, and nothing that belongs to none; reading is not bound', async () => {
    const { person, token } = await operatorWith('5001', 'kim', 'the password of kim', ['ASSY-1']);
    const report = (workCenter: string) => send(`machines/${workCenter}/states`, token, { state: 'production' });
    expect((await report('ASSY-1')).status).not.toBe(403);
    expect(await report('PACK-1')).toMatchObject({
      status: 403,
      body: { code: 'forbidden', workCenter: 'PACK-1', permission: 'machines.report' },
    });
    // Nor by naming the right one beside.
    expect((await send('machines/PACK-1/states', token, { state: 'production', workCenter: 'ASSY-1' })).status).toBe(
      403,
    );
    expect(await send('attendance/clock-in', token, {})).toMatchObject({
      status: 403,
      body: { permission: 'execution.work' },
    });
    for (const list of ['units', 'jobs?workCenter=PACK-1', 'wip', 'machines/ASSY-1/timeline'])
      expect([200, 404]).toContain((await send(list, token)).status);
    expect((await send('access/me', token)).body.grants).toEqual([{ role: 'operator', workCenters: ['ASSY-1'] }]);
    expect((await office.get(`${api}/grants?principal=${person}&workCenter=PACK-1`)).body.items).toEqual([]);
    expect((await office.get(`${api}/grants?principal=${person}&workCenter=ASSY-1`)).body.items).toHaveLength(1);
    // Granted at both, it reaches the other one within seconds.
    await office.post(`${api}/grants`, { principal: person, role: 'operator', workCenters: ['ASSY-1', 'PACK-1'] });
    await withinFive(async () => (await report('PACK-1')).status !== 403);
  });
});
