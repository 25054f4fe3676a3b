import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlantSettings, Session } from '@millwright/platform';
import { startSite, type Site } from '@millwright/site';
import { testAccess, testBearer } from '@millwright/testing';
import { Client as Database } from 'pg';
import { type Addresses, services } from './client.js';
import { type ApiDocument, type Route, routesOf } from './refusals/api-document.js';
import { hostileBody, random } from './refusals/hostile-bodies.js';
import { RawClient } from './refusals/raw-client.js';
import { headersFor, pathOf } from './refusals/route-attacks.js';
import { seedSmallPlant } from './refusals/small-plant.js';
import { temporaryDirectory } from './site.js';

const bodies = 10_000;
const atOnce = 16;

describe('ten thousand hostile bodies', () => {
  let directory: string;
  let site: Site;
  let client: RawClient;
  let database: Database;
  let commands: Route[];

  beforeAll(async () => {
    directory = await temporaryDirectory();
    site = await startSite({
      directory,
      plant: new PlantSettings('NH', 'Europe/Berlin', testAccess()),
      durable: false,
      logLevel: 'error',
    });
    client = new RawClient(site.url, testBearer('system:stranger').authorization);
    database = new Database({ connectionString: site.database.url('millwright') });
    await database.connect();
    const key = await site.keyFor('system:hostile', 'integrator');
    const session = new Session(site.url, { grant: 'api-key', key });
    await seedSmallPlant(Object.fromEntries(services.map((one) => [one, site.url])) as Addresses, session);
    const routes = routesOf((await client.json('/api/openapi.json')) as unknown as ApiDocument);
    commands = routes.filter(({ isCommand, path }) => isCommand && !path.endsWith('/reports'));
    await atRest();
  }, 120_000);

  afterAll(async () => {
    client?.close();
    await database?.end();
    await site?.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  });

  /** Every byte of every log. */
  async function logs(): Promise<Record<string, unknown>> {
    const of = async (service: string): Promise<[string, unknown]> => {
      const { rows } = await database.query(
        `select count(*)::int as events, max(position) as last, md5(string_agg(e::text, '' order by position)) as digest from ${service}_log.events e`,
      );
      return [service, rows[0]];
    };
    return Object.fromEntries(await Promise.all(services.map(of)));
  }

  /** What the seed set off in the other services has been heard. */
  async function atRest(): Promise<void> {
    for (let before = ''; ; await sleep(500)) {
      const now = JSON.stringify(await logs());
      if (now === before) return;
      before = now;
    }
  }

  it('are all refused as what they are and leave the logs exactly as they were', async () => {
    const below = random(20_261_126);
    const before = await logs();
    const deviations: string[] = [];
    const statuses: Record<number, number> = {};
    let sent = 0;
    const one = async (): Promise<void> => {
      const route = commands[sent++ % commands.length];
      const body = hostileBody(route, below);
      const request = { method: route.method, path: pathOf(route), headers: headersFor(route), body };
      const { status, text } = await client.send(request);
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status !== 400 && status !== 422)
        deviations.push(`${status} ${route.method} ${request.path} ${body.slice(0, 200)} -> ${text.slice(0, 200)}`);
    };
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (sent < bodies) await one();
      }),
    );
    expect(deviations.slice(0, 20)).toEqual([]);
    expect(Object.values(statuses).reduce((sum, n) => sum + n, 0)).toBe(bodies);
    await sleep(1_000);
    expect(await logs()).toEqual(before);
  }, 180_000);
});
