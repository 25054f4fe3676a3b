import { testBearer } from '@millwright/testing';
import type { Route } from './refusals/api-document.js';
import { pathOf } from './refusals/route-attacks.js';
import { startSmallSite, type SmallSite } from './refusals/small-site.js';

const hostile = [
  `'`,
  `"`,
  `;`,
  `';select pg_sleep(5)--`,
  `";select pg_sleep(5);--`,
  `1;select pg_sleep(5)`,
  `' or 1=1 --`,
  `'||(select pg_sleep(5))||'`,
  `1) union select null --`,
  `x' and (select 1 from pg_sleep(5)) is null and 'a'='a`,
  `dueAt; select pg_sleep(5)`,
  `(select pg_sleep(5))`,
  `$1`,
  `:from`,
  `\\`,
  `%`,
  `_`,
  `{"$gt":""}`,
  `\${jndi:ldap://x}`,
  `{{7*7}}`,
  '../../etc/passwd',
  '__proto__',
  '\0',
  'a\0b',
  '\u202e',
  '\ud83d\ude00',
  'ﷺ'.repeat(100),
  'x'.repeat(8_000),
  '-1',
  '1e400',
  'NaN',
  'infinity',
  '',
];

/** One parameter in every form that it should not have. */
const formsOf = (name: string): string[] => [
  ...hostile.map((value) => `${name}=${encodeURIComponent(value)}`),
  `${name}=a&${name}=b`,
  `${name}[]=x`,
  `${name}[0]=x`,
  `${name}[$ne]=x`,
  `${name}[$gt]=`,
  `${name}[__proto__][x]=1`,
  `${name}=%ff%fe`,
  `${name}=%`,
  `${encodeURIComponent(`${name}';select pg_sleep(5)--`)}=x`,
];

let site: SmallSite;
let lists: readonly Route[];
const headers = testBearer('system:asking');

beforeAll(async () => {
  site = await startSmallSite();
  lists = site.routes.filter(({ method, query }) => method === 'GET' && query.length > 0);
});
afterAll(() => site?.stop());

/** Slow twice, so that it is no chance. */
async function deviationOf(address: string, again = true): Promise<string | undefined> {
  const begun = Date.now();
  const answer = await fetch(`${site.url}${address}`, { headers });
  const text = await answer.text();
  const milliseconds = Date.now() - begun;
  if (![200, 400, 404, 422].includes(answer.status))
    return `${answer.status} ${address.slice(0, 200)} ${text.slice(0, 200)}`;
  if (milliseconds < 4_500) return undefined;
  return again ? deviationOf(address, false) : `${milliseconds} ms ${address.slice(0, 200)}`;
}

it('no filter, sort or cursor lets anything through to the database: 200 or a refusal, at once', async () => {
  const addresses = lists.flatMap((route) =>
    route.query.flatMap(({ name }) => formsOf(name).map((form) => `${pathOf(route)}?${form}`)),
  );
  expect(addresses.length).toBeGreaterThan(10_000);
  const deviations: string[] = [];
  let next = 0;
  const ask = async (): Promise<void> => {
    while (next < addresses.length) {
      const found = await deviationOf(addresses[next++]);
      if (found !== undefined) deviations.push(found);
    }
  };
  await Promise.all(Array.from({ length: 8 }, ask));
  expect(deviations.slice(0, 20)).toEqual([]);
});

const get = async (address: string): Promise<{ status: number; next?: string; legal?: string[] }> => {
  const answer = await fetch(`${site.url}${address}`, { headers });
  return { ...((await answer.json()) as object), status: answer.status };
};

/** All its sorts in pages, and a cursor of one in another. */
async function sortedDeviations(route: Route, sorts: readonly string[]): Promise<string[]> {
  const needed = route.query.filter(({ required }) => required).map(({ name }) => `&${name}=${examples[name]}`);
  const address = `${pathOf(route)}?limit=1${needed.join('')}`;
  const wrong: string[] = [];
  const expectStatus = async (at: string, status: number): Promise<string | undefined> => {
    const answer = await get(at);
    if (answer.status !== status) wrong.push(`${answer.status} instead of ${status} ${at}`);
    return answer.next;
  };
  for (const sort of sorts) {
    const next = await expectStatus(`${address}&sort=${sort}`, 200);
    if (next === undefined) continue;
    await expectStatus(`${address}&sort=${sort}&after=${next}`, 200);
    await expectStatus(`${address}&after=${next}`, 400);
  }
  const { legal = [], status } = await get(`${address}&sort=nothing`);
  if (status !== 422 || legal.join() !== sorts.join()) wrong.push(`${status} ${address} says ${legal.join()}`);
  return wrong;
}

const examples: Readonly<Record<string, string>> = {
  person: 'P',
  from: '2026-01-01T00:00:00Z',
  to: '2026-12-31T00:00:00Z',
};

it('a list is sorted by everything that it says, in pages, and says what there is when asked for something else', async () => {
  const wrong: string[] = [];
  for (const route of lists.filter(({ path }) => !path.includes('{id}'))) {
    const sorts = route.query.find(({ name }) => name === 'sort')?.schema.enum ?? [];
    if (sorts.length > 0) wrong.push(...(await sortedDeviations(route, sorts)));
  }
  expect(wrong).toEqual([]);
});
