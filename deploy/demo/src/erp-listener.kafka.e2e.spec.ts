import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { testKafkaBrokers } from '@millwright/testing';
import { startDistributed } from './distributed.js';
import { Narrator } from './narrator.js';
import type { Session } from '@millwright/platform';
import { playStory } from './play.js';
import { signInToPlay } from './signing-in.js';
import type { RunningPlant } from './running-plant.js';
import { unitNumber } from './story/plant.js';
import { waitFor } from './waiting.js';

interface Known {
  readonly stock: Readonly<Record<string, string>>;
  readonly lots: Readonly<Record<string, string>>;
  readonly orders: readonly Readonly<Record<string, unknown>>[];
  readonly postings: readonly (Readonly<Record<string, unknown>> & { readonly posting: string })[];
  readonly problems: readonly string[];
}

const program = join(__dirname, '..', '..', 'examples', 'erp-listener', 'listener.mjs');
const prefix = `erp-${randomUUID()}`;

/** From the first record on, as a stranger with nothing but the topics and the schemas. */
async function listen(): Promise<Known> {
  const args = [program, '--once', '--brokers', testKafkaBrokers().join(','), '--prefix', prefix];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout) as Known;
}

describe('an ERP that lives from the events alone', () => {
  let plant: RunningPlant;
  let erp: Known;
  let session: Session;

  const get = async <Body>(service: keyof RunningPlant['addresses'], path: string): Promise<Body> =>
    (
      await fetch(`${plant.addresses[service]}/api/${service}/v1${path}`, { headers: await session.headers() })
    ).json() as Promise<Body>;
  const ofMillwright = async (): Promise<Readonly<Record<string, string>>> => {
    const onHand = Object.keys(erp.stock).map(
      async (item) =>
        [item, (await get<{ onHand: string }>('inventory', `/items/${item}/availability`)).onHand] as const,
    );
    return Object.fromEntries(await Promise.all(onHand));
  };

  beforeAll(async () => {
    const kafkaBrokers = testKafkaBrokers();
    plant = await startDistributed({ log: () => undefined, kafkaBrokers, kafkaTopicPrefix: prefix });
    const { ok } = await playStory(plant, new Narrator(() => undefined));
    expect(ok).toBe(true);
    session = await signInToPlay(plant, new Narrator(() => undefined));
    // The story waits for what is readable; what was published last may still be on its way.
    erp = await waitFor('the order is closed and ten units have left', listen, ({ orders, lots }) =>
      [orders[0]?.status === 'closed', lots[unitNumber(1)] === '0'].every(Boolean),
    );
  });
  afterAll(() => plant?.stop());

  it('has understood everything, and each lot comes to what the event says', () => {
    expect(erp.problems).toEqual([]);
    expect(erp.postings.length).toBeGreaterThan(100);
  });

  it('has the stock that Millwright has, item by item', async () => {
    expect(Object.keys(erp.stock)).toHaveLength(7);
    expect(erp.stock).toEqual(await ofMillwright());
  });

  it('has the stock that Millwright has, lot by lot', async () => {
    for (const [lot, onHand] of Object.entries(erp.lots)) {
      const { balance } = await get<{ balance: { onHand: string } }>('inventory', `/lots/${lot}`);
      expect([lot, onHand]).toEqual([lot, balance.onHand]);
    }
  });

  it('has the orders that Millwright has', async () => {
    const { items } = await get<{ items: { order: string }[] }>('orders', '/production-orders');
    expect(erp.orders.map(({ order }) => order)).toEqual(items.map(({ order }) => order));
    for (const known of erp.orders) {
      const own = await get<object>('orders', `/production-orders/${String(known.order)}`);
      const { order, item, quantity, status, produced, scrapped } = known;
      expect(own).toMatchObject({ order, item, quantity, status, produced, scrapped });
    }
  });

  it.each([
    ['order released', ['externalOrder', 'item', 'quantity']],
    ['operation reported', ['externalOrder', 'operation', 'workCenter', 'item', 'good', 'scrap', 'person']],
    ['scrap', ['externalOrder', 'operation', 'workCenter', 'item', 'quantity', 'scrapReason', 'person']],
    ['labor', ['externalOrder', 'operation', 'workCenter', 'person', 'kind', 'startedAt', 'endedAt']],
    ['material consumed', ['externalOrder', 'operation', 'workCenter', 'item', 'lot', 'quantity', 'person']],
    ['goods issue', ['externalOrder', 'workCenter', 'item', 'lot', 'quantity', 'location', 'person']],
    [
      'material received',
      ['item', 'lot', 'quantity', 'location', 'supplier', 'supplierLot', 'purchaseOrder', 'person'],
    ],
    ['production received', ['externalOrder', 'item', 'lot', 'quantity', 'location', 'person']],
    ['order completed', ['externalOrder', 'item', 'good', 'scrapped']],
    ['order closed', ['externalOrder']],
    ['disposition', ['externalOrder', 'operation', 'workCenter', 'subject', 'disposition', 'quantity', 'person']],
    ['nonconformance', ['externalOrder', 'operation', 'workCenter', 'subject', 'defect', 'quantity', 'person']],
    ['shipment', ['shipment', 'customer', 'lines', 'person']],
    ['maintenance', ['asset', 'workCenter', 'kind', 'spareParts', 'laborSeconds', 'person']],
    ['downtime', ['asset', 'workCenters', 'downSince', 'releasedAt', 'person']],
  ])('can post each %s', (posting, needed) => {
    const ofKind = erp.postings.filter((one) => one.posting === posting);
    expect(ofKind).not.toEqual([]);
    const lacking = ofKind.flatMap((one) =>
      needed.filter((name) => one[name] === undefined).map((name) => [name, one]),
    );
    expect(lacking).toEqual([]);
  });
});
