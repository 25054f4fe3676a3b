import { setTimeout as sleep } from 'node:timers/promises';
import { testBearer } from '@millwright/testing';
import { services } from './client.js';
import type { Route } from './refusals/api-document.js';
import { hostileBody, random } from './refusals/hostile-bodies.js';
import { RawClient } from './refusals/raw-client.js';
import { headersFor, pathOf } from './refusals/route-attacks.js';
import { startSmallSite, type SmallSite } from './refusals/small-site.js';

const bodies = 10_000;
const atOnce = 16;

describe('ten thousand hostile bodies', () => {
  let site: SmallSite;
  let client: RawClient;
  let commands: Route[];

  beforeAll(async () => {
    site = await startSmallSite();
    client = new RawClient(site.url, testBearer('system:stranger').authorization);
    commands = site.routes.filter(({ isCommand, path }) => isCommand && !path.endsWith('/reports'));
  });

  afterAll(async () => {
    client?.close();
    await site?.stop();
  });

  /** Every byte of every log. */
  async function logs(): Promise<Record<string, unknown>> {
    const of = async (service: string): Promise<[string, unknown]> => {
      const { rows } = await site.database.query(
        `select count(*)::int as events, max(position) as last, md5(string_agg(e::text, '' order by position)) as digest from ${service}_log.events e`,
      );
      return [service, rows[0]];
    };
    return Object.fromEntries(await Promise.all(services.map(of)));
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
  });
});
