import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { InventoryModule } from '@millwright/inventory';
import { KafkaTransport } from '@millwright/messaging';
import { OrdersModule } from '@millwright/orders';
import { createApplication, Plant, PlantSettings } from '@millwright/platform';
import { testAccess, TestClient } from '@millwright/testing';
import { pino } from 'pino';
import type { Surroundings } from './benchmark.js';

export interface TwoServices {
  /** One after the other, with nothing else going on. */
  latencies(times: number): Promise<number[]>;
  close(): Promise<void>;
}

const pause = 20;
const patience = 10_000;

/** Orders and inventory, each with a plant, a database and a connection to the broker of its own, over HTTP. */
export async function openTwoServices(surroundings: Surroundings): Promise<TwoServices> {
  const topicPrefix = `services-${randomUUID()}`;
  const orders = await openService(surroundings, OrdersModule, topicPrefix);
  const inventory = await openService(surroundings, InventoryModule, topicPrefix);
  await Promise.all([orders.ready(), inventory.ready()]);
  return {
    latencies: async (times) => {
      const latencies: number[] = [];
      for (let n = 0; n < times; n++) {
        latencies.push(await untilKnown(orders.client, inventory.client));
        await sleep(pause);
      }
      return latencies;
    },
    close: async () => {
      await orders.close();
      await inventory.close();
    },
  };
}

/** An item is defined in orders; inventory is asked for it until it knows it. */
async function untilKnown(orders: TestClient, inventory: TestClient): Promise<number> {
  const item = `B-${randomUUID().slice(0, 13)}`;
  const started = performance.now();
  const defined = await orders.post('/api/orders/v1/items', {
    item,
    revision: 'A',
    description: item,
    unit: 'C62',
    tracking: 'lot',
  });
  if (defined.status >= 300) throw new Error(`The item was not defined: ${JSON.stringify(defined.body)}`);
  while (performance.now() - started < patience) {
    const { status } = await inventory.get(`/api/inventory/v1/items/${item}/availability`);
    if (status === 200) return performance.now() - started;
    await sleep(1);
  }
  throw new Error(`Inventory does not know ${item} after ${patience / 1_000} s`);
}

async function openService(surroundings: Surroundings, module: new () => object, topicPrefix: string) {
  const database = await surroundings.freshDatabase(module.name.toLowerCase());
  const { brokers } = await surroundings.kafka();
  const url = Object.assign(new URL(database.url), {
    username: `${database.name}_role`,
    password: 'only-for-benchmarks',
  });
  const transport = new KafkaTransport({ brokers, clientId: database.name, topicPrefix });
  const plant = new Plant({
    settings: new PlantSettings('BENCH', 'Europe/Berlin', testAccess()),
    transport,
    databaseOf: () => ({ url: url.href, ownerUrl: database.url }),
    logger: pino({ level: 'fatal' }),
  });
  const app = await createApplication([module], plant);
  await app.listen(0, '127.0.0.1');
  const address = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  return {
    client: new TestClient(address, 'system:bench'),
    ready: () => plant.ready(),
    close: async () => {
      await app.close();
      await transport.close();
      await database.drop();
    },
  };
}
