import { rm } from 'node:fs/promises';
import { defaultAccess, PlantSettings, randomPassword, Session } from '@millwright/platform';
import { type Site, startSite } from '@millwright/site';
import { collectSamples, freePort } from '@millwright/testing';
import { Client } from 'pg';
import { services } from './client.js';
import { Narrator } from './narrator.js';
import { playStory } from './play.js';
import { temporaryDirectory } from './site.js';
import { plant } from './story/plant.js';
import { waitFor } from './waiting.js';

interface Status {
  readonly name: string;
  readonly position: number;
  readonly behind: number;
  readonly lastRebuild?: {
    readonly askedAt: string;
    readonly events: number;
    readonly rows: number;
    readonly different: number;
  };
}

let directory: string;
let site: Site;
let session: Session;
let metricsPort: number;
const administratorPassword = randomPassword();

const start = (): Promise<Site> =>
  startSite({
    directory,
    metricsPort,
    durable: false,
    plant: new PlantSettings(plant.site, plant.timeZone, { ...defaultAccess, administratorPassword }),
  });

async function query<Row>(text: string): Promise<Row[]> {
  const client = new Client({ connectionString: site.database.url('millwright') });
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}

const perLog = (select: string): Promise<object[]> =>
  query(
    services
      .map((service) => `select '${service}' as service, ${select.replaceAll('$log', `${service}_log`)}`)
      .join(' union all '),
  );

/** All that a command, event or outcome of a reaction would leave behind. */
const traces = (): Promise<object[]> =>
  perLog(
    `(select position from $log.log_head) as head, (select count(*) from $log.commands) as outcomes,
     (select sum(position) from $log.hearing) as heard`,
  );

const operations = async (service: string, path: string, method = 'GET'): Promise<Response> =>
  fetch(`${site.url}/api/${service}/v1/operations/${path}`, { method, headers: await session.headers() });

const readModels = async (service: string): Promise<Status[]> =>
  (await operations(service, 'read-models')).json() as Promise<Status[]>;

beforeAll(async () => {
  directory = await temporaryDirectory();
  metricsPort = await freePort();
  site = await start();
  const addresses = Object.fromEntries(services.map((service) => [service, site.url]));
  const { ok } = await playStory(
    { addresses: addresses as Record<(typeof services)[number], string>, administratorPassword },
    new Narrator(() => undefined),
  );
  const key = await site.keyFor('system:operator', 'administrator');
  session = new Session(site.url, { grant: 'api-key', key });
  expect(ok).toBe(true);
  await waitFor('nothing is left to be published', behindOfRelays, (behind) => behind.every((n) => n === 0));
});
afterAll(async () => {
  if (process.env.MILLWRIGHT_COLLECT_SAMPLES) await collectSamples(site.database.url('millwright'), services);
  await site?.stop();
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
});

/** Passing what is not published is written down now and then only, so what counts is what is left to publish. */
async function behindOfRelays(): Promise<number[]> {
  const before = JSON.stringify(await traces());
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  return before === JSON.stringify(await traces()) ? [0] : [1];
}

/** What is counted at every scrape, with the read model that says the same; assets do not grow for ever. */
const plantFigures = [
  [
    'orders',
    'production_order',
    'millwright_production_orders',
    ['draft', 'planned', 'released', 'in-progress', 'paused'],
  ],
  ['tracking', 'job', 'millwright_jobs', ['open']],
  ['tracking', 'unit', 'millwright_units', ['in-process', 'rework']],
  ['quality', 'hold', 'millwright_holds', ['placed']],
  ['maintenance', 'work_order', 'millwright_maintenance_work_orders', ['open', 'assigned', 'started']],
] as const;

describe('after the story', () => {
  it.each(plantFigures)('what Prometheus reads of %s is what is open in %s', async (service, table, metric, values) => {
    const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    const read = text.split('\n').filter((line) => line.startsWith(`${metric}{`));
    const counts = await query<{ status: string; count: string }>(
      `select status, count(*) from ${service}.${table} group by status`,
    );
    const countOf = (value: string) => counts.find(({ status }) => status === value)?.count ?? '0';
    expect(read).toEqual(values.map((value) => `${metric}{service="${service}",status="${value}"} ${countOf(value)}`));
  });

  it.each(plantFigures)(
    'counting for Prometheus what is open of %s needs no look at all of %s',
    async (service, table) => {
      const indexes = await query<{ indexdef: string }>(
        `select indexdef from pg_indexes where schemaname = '${service}' and tablename = '${table}'`,
      );
      expect(indexes.map(({ indexdef }) => indexdef)).toContainEqual(expect.stringContaining('(status, '));
    },
  );

  it.each(services)(
    'every read model of %s, computed anew, has the rows of the live one, and nothing is done again',
    async (service) => {
      const before = await traces();
      const known = await readModels(service);
      expect(known.length).toBeGreaterThan(3);
      for (const { name } of known) {
        const asked = await operations(service, `read-models/${name}/rebuild?verify=true`, 'POST');
        const { askedAt } = (await asked.json()) as { askedAt: string };
        expect(asked.status).toBe(202);
        const found = await waitFor(
          `${name} is computed anew`,
          async () => (await readModels(service)).find((one) => one.name === name),
          (one) => one?.lastRebuild?.askedAt === askedAt,
        );
        expect([name, found?.lastRebuild]).toEqual([
          name,
          expect.objectContaining({ different: 0, events: found?.position }),
        ]);
      }
      expect(await traces()).toEqual(before);
    },
    120_000,
  );

  it('no service waits for an answer of another', async () => {
    for (const service of services)
      expect(await (await operations(service, 'overdue-answers')).json()).toEqual({
        items: [],
      });
    expect(await query('select * from orders.awaited_answer union all select * from quality.awaited_answer')).toEqual(
      [],
    );
  });

  it('publishing and reacting to everything a second time makes no command, no event and no outcome', async () => {
    const before = await traces();
    await query(
      services
        .map(
          (service) =>
            `update ${service}_log.checkpoints set position = 0, details = null where name in ('relay', 'reactions')`,
        )
        .join(';'),
    );
    await site.stop();
    site = await start();
    await waitFor(
      'all is published again',
      () =>
        perLog(
          `(select position from $log.checkpoints where name = 'relay') as reached, (select position from $log.log_head) as head`,
        ) as Promise<{ reached: string; head: string }[]>,
      (logs) => logs.every(({ reached }) => Number(reached) > 0),
    );
    await waitFor('it has settled', behindOfRelays, (behind) => behind.every((n) => n === 0));
    expect(await traces()).toEqual(before);
  });
});
