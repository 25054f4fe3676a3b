import { testBearer } from '@millwright/testing';
import type { Route } from './refusals/api-document.js';
import { pathOf } from './refusals/route-attacks.js';
import { sampleOf } from './refusals/sample.js';
import { startSmallSite, type SmallSite } from './refusals/small-site.js';

let site: SmallSite;
beforeAll(async () => {
  site = await startSmallSite();
});
afterAll(() => site?.stop());

const send = async (method: string, path: string, headers: Record<string, string> = {}, body?: string) => {
  const answer = await fetch(`${site.url}${path}`, {
    method,
    headers: { ...testBearer('system:auditing'), ...(body && { 'content-type': 'application/json' }), ...headers },
    body,
  });
  return {
    status: answer.status,
    etag: answer.headers.get('etag'),
    body: (await answer.json()) as Record<string, unknown>,
  };
};

const things = (): Route[] =>
  site.routes.filter(({ method, query }) => method === 'GET' && query.some(({ name }) => name === 'asOf'));

/** What is told of now only, or changes as time goes by. */
const ofNow = ['shortages', 'expected', 'missing'];
const lasting = (body: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !ofNow.includes(name)));

it('a thing as of now is what it is, its ETag is its version, and before it was there it is unknown', async () => {
  const deviations: string[] = [];
  const there: string[] = [];
  for (const route of things()) {
    const path = pathOf(route);
    const present = await send('GET', path);
    if (present.status === 404) continue;
    there.push(route.path);
    const say = (what: string, said: unknown): void =>
      void deviations.push(`${path} ${what}: ${JSON.stringify(said).slice(0, 600)}`);
    if (present.status !== 200) say('now', present);
    const { version } = present.body;
    if (version !== undefined && present.etag !== `"${String(version)}"`) say('its ETag', present.etag);
    const instant = encodeURIComponent(new Date().toISOString());
    for (const time of [
      `asOf=${instant}`,
      `knownAt=${instant}`,
      'knownAt=999999999',
      `asOf=${instant}&knownAt=${instant}`,
    ]) {
      const then = await send('GET', `${path}?${time}`);
      if (JSON.stringify(lasting(then.body)) !== JSON.stringify(lasting(present.body)))
        say(time, [then.body, present.body]);
    }
    // A policy is there from the beginning, and a person as long as its row.
    const begins = /policy$|people|machines/.test(path) ? 200 : 404;
    for (const time of ['asOf=1999-01-01T00:00:00Z', 'knownAt=0', 'knownAt=1999-01-01T00:00:00Z']) {
      const { status } = await send('GET', `${path}?${time}`);
      if (status !== begins) say(time, status);
    }
  }
  expect(deviations).toEqual([]);
  expect(there.length).toBeGreaterThan(15);
});

/** Many commands at once, each for itself; and what is looked up before it is asked for its version, of which there is none here; the own password of a system that has none. */
const without = /\/reports$|\/webhooks|\/operations\/parked|\/passwords\/change$/;

it('a command against a version that is not the last is refused with the one that is', async () => {
  const deviations: string[] = [];
  for (const route of site.routes.filter(({ isCommand, path }) => isCommand && !without.test(path))) {
    const body = route.method === 'DELETE' ? undefined : JSON.stringify(route.body ? sampleOf(route.body) : {});
    const answer = await send(route.method, pathOf(route), { 'if-match': '"999999"' }, body);
    if (answer.status !== 412 || answer.body.code !== 'stale-version' || typeof answer.body.version !== 'number')
      deviations.push(
        `${route.method} ${pathOf(route)}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`,
      );
  }
  expect(deviations).toEqual([]);
});
