import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlantSettings, Session, type WebhookSettings } from '@millwright/platform';
import { startSite } from '@millwright/site';
import { testAccess } from '@millwright/testing';
import { Client as Database } from 'pg';
import { services, type Addresses } from '../client.js';
import { temporaryDirectory } from '../site.js';
import { routesOf, type ApiDocument, type Route } from './api-document.js';
import { seedSmallPlant } from './small-plant.js';

export interface SmallSite {
  readonly url: string;
  /** Every route that it serves. */
  readonly routes: readonly Route[];
  /** As the owner of all logs. */
  readonly database: Database;
  /** What was set off in other services has been heard and projected. */
  atRest(): Promise<void>;
  stop(): Promise<void>;
}

/** A site with the small plant in it, at rest. */
export async function startSmallSite(webhooks?: WebhookSettings): Promise<SmallSite> {
  const directory = await temporaryDirectory();
  const plant = new PlantSettings('NH', 'Europe/Berlin', testAccess());
  const site = await startSite({ directory, plant, webhooks, durable: false, logLevel: 'error' });
  const database = new Database({ connectionString: site.database.url('millwright') });
  await database.connect();
  const key = await site.keyFor('system:seeding', 'integrator');
  const addresses = Object.fromEntries(services.map((one) => [one, site.url])) as Addresses;
  await seedSmallPlant(addresses, new Session(site.url, { grant: 'api-key', key }));
  const document = (await (await fetch(`${site.url}/api/openapi.json`)).json()) as ApiDocument;
  await atRest(database);
  return {
    url: site.url,
    routes: routesOf(document),
    database,
    atRest: () => atRest(database),
    stop: async () => {
      await database.end();
      await site.stop();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** No log grows any more, and everybody has come to its end. */
async function atRest(database: Database): Promise<void> {
  const positions = services.map(
    (one) => `select position, (select min(c.position) from ${one}_log.checkpoints c) as seen from ${one}_log.log_head`,
  );
  for (let before = ''; ; await sleep(300)) {
    const { rows } = await database.query<{ position: string; seen: string }>(positions.join(' union all '));
    const now = JSON.stringify(rows);
    if (now === before && rows.every(({ position, seen }) => position === seen)) return;
    before = now;
  }
}
