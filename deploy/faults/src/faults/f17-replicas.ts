import { setTimeout as sleep } from 'node:timers/promises';
import type { Replica } from '../plant/replica.js';
import { services, type ServiceName } from '../services.js';
import type { Fault, Ground } from './fault.js';

export const comingAndGoing: Fault = {
  id: 'F17',
  title: 'two to five processes of a service, coming and going',
  async inject(ground) {
    const chosen = ground.random.shuffled(services).slice(0, ground.times(1, services.length));
    for (const service of chosen) {
      await upTo(2, service, ground);
      await upTo(ground.times(3, 5), service, ground);
      while (ground.plant.replicasOf(service).length > 1) await leave(service, ground);
    }
  },
};

async function upTo(count: number, service: ServiceName, ground: Ground): Promise<void> {
  const { plant, length } = ground;
  const fresh: Replica[] = [];
  while (plant.replicasOf(service).length < count) {
    const replica = await plant.add(service);
    plant.rotate(replica, true);
    fresh.push(replica);
  }
  for (const replica of fresh) {
    await replica.untilReady(120_000);
    plant.rotate(replica, false);
  }
  await oneLeads(service, ground);
  await sleep(length(1_500, 20_000));
}

async function leave(service: ServiceName, ground: Ground): Promise<void> {
  const { plant, random, length } = ground;
  const replica = random.pick(plant.replicasOf(service));
  plant.rotate(replica, true);
  await plant.remove(replica);
  await sleep(length(1_500, 20_000));
  await oneLeads(service, ground);
}

async function oneLeads(service: ServiceName, { plant, expect }: Ground): Promise<void> {
  const healths = await Promise.all(plant.replicasOf(service).map((one) => one.health()));
  const leaders = healths.filter((health) => health?.leader).length;
  expect(`${service}: at most one of ${healths.length} leads`, leaders <= 1, `${leaders} lead`);
}
