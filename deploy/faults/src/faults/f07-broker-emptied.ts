import { setTimeout as sleep } from 'node:timers/promises';
import { services } from '../services.js';
import { type Fault, type Ground, seconds } from './fault.js';
import { Operator } from './operator.js';
import { until } from './until.js';

const NOTICED_WITHIN_MS = 60_000;
const HEALED_WITHIN_MS = 90_000;
const partition = /\b(orders|tracking|quality|inventory|maintenance)\/\d+\b/;

export const brokerEmptied: Fault = {
  id: 'F07',
  title: 'the broker comes back with nothing in it',
  exemptFrom: ['INV-18'],
  async inject(ground) {
    const { plant, expect, length, say } = ground;
    await plant.broker.losesEverything();
    let seen = '';
    const noticed = await until(async () => {
      seen = (await waiting(ground)).join('\n');
      return partition.test(seen);
    }, NOTICED_WITHIN_MS);
    expect('readiness turns red and names what is missing', noticed, seen);
    say(`noticed: ${seen.split('\n')[0]}`);
    await sleep(length(3_000, 30_000));
    const asked = Date.now();
    const operator = new Operator(plant);
    for (const service of services) await operator.republish(service);
    const healed = await until(async () => {
      seen = (await waiting(ground)).join('\n');
      return seen === '';
    }, HEALED_WITHIN_MS);
    say(`whole ${seconds(Date.now() - asked)} after republishing was asked for`);
    expect('republishing heals the listeners', healed, seen);
  },
};

async function waiting({ plant }: Ground): Promise<string[]> {
  const healths = await Promise.all(plant.replicas.map((one) => one.health()));
  return healths.flatMap((health, index) =>
    health === undefined ? [`${plant.replicas[index].name} does not answer`] : health.waitingFor,
  );
}
