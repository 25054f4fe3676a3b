import { rm } from 'node:fs/promises';
import {
  AllowedTargets,
  defaultAccess,
  defaultWebhooks,
  PlantSettings,
  randomPassword,
  Session,
} from '@millwright/platform';
import { type Site, startSite } from '@millwright/site';
import { eventually, EventStream, Receiver, TestClient } from '@millwright/testing';
import { Webhook } from 'standardwebhooks';
import { services, type Addresses } from './client.js';
import { Narrator } from './narrator.js';
import { playStory } from './play.js';
import { temporaryDirectory } from './site.js';
import { plant } from './story/plant.js';

let directory: string;
let site: Site;
let client: TestClient;
let bearer: { readonly authorization: string };
const administratorPassword = randomPassword();
const receivers = new Map<string, { readonly receiver: Receiver; readonly secret: string }>();
const streams = new Map<string, EventStream>();

beforeAll(async () => {
  directory = await temporaryDirectory();
  site = await startSite({
    directory,
    durable: false,
    plant: new PlantSettings(plant.site, plant.timeZone, { ...defaultAccess, administratorPassword }),
    webhooks: { ...defaultWebhooks, allowed: new AllowedTargets(['127.0.0.1']) },
  });
  client = new TestClient(site.url, 'system:erp');
  const key = await site.keyFor('system:erp', 'integrator');
  bearer = await new Session(site.url, { grant: 'api-key', key }).headers();
  for (const service of services) {
    const receiver = await Receiver.start();
    const { body } = await client.post(`/api/${service}/v1/webhooks`, { url: receiver.url, from: '0' }, bearer);
    receivers.set(service, { receiver, secret: body.secret });
    streams.set(service, await EventStream.open(`${site.url}/api/${service}/v1/events?after=0`, bearer));
  }
  const addresses = Object.fromEntries(services.map((service) => [service, site.url])) as Addresses;
  expect((await playStory({ addresses, administratorPassword }, new Narrator(() => undefined))).ok).toBe(true);
});

afterAll(async () => {
  for (const stream of streams.values()) stream.close();
  await site?.stop();
  for (const { receiver } of receivers.values()) await receiver.stop();
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
});

interface Told {
  readonly id: string;
  readonly position: string;
}

async function feedOf(service: string): Promise<Told[]> {
  const found: Told[] = [];
  for (let after = '0'; ;) {
    const { body } = await client.get(`/api/${service}/v1/events?after=${after}`, bearer);
    found.push(...body.items);
    if (!body.more) return found;
    after = body.next;
  }
}

describe('what the story tells the world outside', () => {
  it.each(services)(
    'of %s: every published event, once, the same in the feed, the stream and the webhook',
    async (service) => {
      const { receiver, secret } = receivers.get(service) as { receiver: Receiver; secret: string };
      const stream = streams.get(service) as EventStream;
      const feed = await feedOf(service);
      expect(feed.length).toBeGreaterThan(5);
      const positions = feed.map(({ position }) => Number(position));
      expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
      await eventually(() => stream.data.length, { until: (count) => count >= feed.length });
      expect(stream.data).toEqual(feed);
      await eventually(() => receiver.messages.length, { until: (count) => count >= feed.length });
      const { messages } = receiver;
      const byPosition = messages.map(({ body }) => body).sort((a, b) => Number(a.position) - Number(b.position));
      expect(byPosition).toEqual(feed);
      for (const { text, headers } of messages) expect(() => new Webhook(secret).verify(text, headers)).not.toThrow();
    },
    60_000,
  );
});
