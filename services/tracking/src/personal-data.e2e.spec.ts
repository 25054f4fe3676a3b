import { randomBytes } from 'node:crypto';
import { startPlant, type TestClient, type TestPlant } from '@millwright/testing';
import { Client } from 'pg';
import { TrackingModule } from './tracking.module.js';

type Line = Readonly<Record<string, unknown>>;

const api = '/api/tracking/v1';
const name = 'Olga Petrowna';
const badge = `badge-${randomBytes(4).toString('hex')}`;
const email = 'olga.petrowna@example.com';
const password = 'correct horse battery';
const pin = '4711471';
/** What must stand nowhere in the log; keys and tokens come as they are issued. */
const personal = [name, badge, email, password, pin];

describe('the log of a shift, down to what is for debugging', () => {
  let plant: TestPlant;
  let office: TestClient;
  let person: string;
  const text: string[] = [];
  const lines = (): Line[] => text.map((line) => JSON.parse(line) as Line);
  const saying = (message: string): Line[] => lines().filter(({ msg }) => msg === message);

  const issued = (secret: string): string => {
    personal.push(secret);
    return secret;
  };
  const signIn = async (said: object, status: number): Promise<string | undefined> => {
    const response = await fetch(`${plant.url}${api}/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(said),
    });
    expect(response.status).toBe(status);
    const { token } = (await response.json()) as { token?: string };
    return token === undefined ? undefined : issued(token);
  };

  beforeAll(async () => {
    plant = await startPlant([TrackingModule], { log: { write: (line) => void text.push(line) } });
    office = plant.client('system:office', { roles: ['administrator', 'planner'] });
    person = (await office.post(`${api}/people`, { badge, name })).body.person;
    await office.post(`${api}/grants`, { principal: person, role: 'operator' });
    await office.post(`${api}/credentials/passwords`, { person, login: email, password });
    await office.post(`${api}/credentials/pins`, { person, pin });
    const terminal = { principal: 'machine:T1', station: 'T1', expiresAt: new Date(Date.now() + 3.6e6).toISOString() };
    const key = issued((await office.post(`${api}/credentials/api-keys`, terminal)).body.key);
    await signIn({ grant: 'password', login: email, password }, 200);
    await signIn({ grant: 'password', login: email, password: issued('wrong horse battery') }, 401);
    await signIn({ grant: 'pin', key, badge, pin }, 200);
    await signIn({ grant: 'pin', key, badge, pin: issued('9999111') }, 401);
    expect((await office.get(`${api}/people?badge=${badge}`)).status).toBe(200);
    expect((await office.post(`${api}/people`, { badge, name: issued('Somebody Else') })).status).toBe(409);
    await breakDown();
  });
  afterAll(() => plant?.stop());

  /** Statements that fail have parameters, and a person is among them. */
  const breakDown = async (): Promise<void> => {
    const owner = new Client({ connectionString: plant.databaseUrl });
    await owner.connect();
    await owner.query('alter table tracking.people rename to mislaid');
    await owner.end();
    const asked = [office.get(`${api}/people?badge=${badge}`), office.post(`${api}/people`, { badge, name })];
    const [found, made] = await Promise.all(asked);
    expect([found.status, made.status]).toEqual([500, 500]);
  };

  it('says nothing of who somebody is, and no secret', () => {
    expect(personal).toHaveLength(new Set(personal).size);
    expect(text.length).toBeGreaterThan(10);
    for (const secret of personal) expect(text.filter((line) => line.includes(secret))).toEqual([]);
  });

  it('has a line of each command with its trace, its ids and its streams', () => {
    const [registered] = saying('Command').filter(({ command }) => command === 'register-person');
    expect(registered).toMatchObject({
      service: 'tracking',
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      commandId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      idempotencyKey: expect.any(String),
      streams: [expect.stringMatching(/^TEST\/person\//)],
      outcome: 'accepted',
    });
    expect(saying('Command').some(({ outcome, code }) => outcome === 'refused' && typeof code === 'string')).toBe(true);
  });

  it('names the trace and the route of what failed, without what was looked for', () => {
    expect(saying('Request failed').map(({ service, route, method }) => [service, method, route])).toEqual(
      expect.arrayContaining([
        ['tracking', 'GET', `${api}/people`],
        ['tracking', 'POST', `${api}/people`],
      ]),
    );
    for (const { traceId } of saying('Request failed')) expect(traceId).toMatch(/^[0-9a-f]{32}$/);
  });
});
