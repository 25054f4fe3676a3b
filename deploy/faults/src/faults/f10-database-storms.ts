import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { RunningPlant } from '../plant/running-plant.js';
import { services } from '../services.js';
import { acceptedSoon, expectNothingWorse } from './answers.js';
import type { Fault, Ground } from './fault.js';

export const databaseStorms: Fault<RunningPlant> = {
  id: 'F10',
  title: 'connections terminated, used up, blocked and dead-locked',
  async inject(ground) {
    const { load, expect } = ground;
    const entries = await load.during(async () => {
      await terminate(ground);
      await exhaust(ground);
      await deadlock(ground);
    });
    expectNothingWorse(ground, entries);
    expect('commands are accepted again', await acceptedSoon(ground));
  },
};

/** Random connections of the services end, whatever they are doing. */
async function terminate({ plant, random, length }: Ground<RunningPlant>): Promise<void> {
  const share = 0.2 + 0.3 * random.next();
  for (const end = Date.now() + length(4_000, 60_000); Date.now() < end; await sleep(200))
    await plant.database.ask('postgres', (client) =>
      client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where usename like 'millwright_%' and random() < $1`,
        [share],
      ),
    );
}

/** Somebody else takes every connection that the server has. */
async function exhaust({ plant, length, say }: Ground<RunningPlant>): Promise<void> {
  const clients: Client[] = [];
  try {
    for (;;) {
      const client = new Client({ connectionString: plant.database.url('postgres') });
      client.on('error', () => undefined);
      await client.connect();
      clients.push(client);
    }
  } catch {
    say(`took the ${clients.length} connections that were left`);
    await sleep(length(4_000, 60_000));
  } finally {
    await Promise.allSettled(clients.map((client) => client.end()));
  }
}

/** Takes rows of read models first and checkpoints second, against the order of the projections. */
async function deadlock({ plant, random, times }: Ground<RunningPlant>): Promise<void> {
  const service = random.pick(services.filter((one) => ['orders', 'inventory', 'tracking'].includes(one)));
  const table = { orders: 'production_order', inventory: 'material_lot', tracking: 'job' }[service as 'orders'];
  for (let count = 0; count < times(4, 40); count++) await oneDeadlock(plant, service, table);
}

const oneDeadlock = (plant: RunningPlant, service: string, table: string): Promise<void> =>
  plant.database.ask(service, async (client) => {
    try {
      await client.query('begin isolation level serializable');
      await client.query(`select * from ${service}.${table} for update`);
      await sleep(300);
      await client.query(`select * from ${service}_log.checkpoints for update`);
      await client.query('rollback');
    } catch {
      // Whichever of the two the server chose to end: here it was this one.
    }
  });
