import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '../services.js';
import type { Replica } from '../plant/replica.js';
import { type Fault, type Ground, seconds } from './fault.js';

const FAIL_OVER_WITHIN_MS = 10_000;

export const zombie: Fault = {
  id: 'F18',
  title: 'the leader is suspended, another one takes over, the zombie wakes',
  async inject(ground) {
    for (const service of ground.random.shuffled<ServiceName>(['inventory', 'tracking']).slice(0, ground.times(1, 2)))
      await suspendLeaderOf(service, ground);
  },
};

async function suspendLeaderOf(
  service: ServiceName,
  { plant, length, expect, expectWithin, say }: Ground,
): Promise<void> {
  const fresh = await plant.add(service);
  await fresh.untilReady(120_000);
  const leader = await plant.leaderOf(service);
  plant.rotate(leader, true);
  leader.suspend();
  const started = Date.now();
  const others = plant.replicasOf(service).filter((one) => one !== leader);
  while (!(await anyLeads(others)) && Date.now() - started < 3 * FAIL_OVER_WITHIN_MS) await sleep(50);
  const took = Date.now() - started;
  say(`${service}: another process leads after ${seconds(took)}`);
  expectWithin(`${service}: fail-over`, took, FAIL_OVER_WITHIN_MS);
  expect(`${service}: another process took over`, await anyLeads(others));
  await sleep(Math.max(0, length(8_000, 90_000) - took));
  leader.wake();
  plant.rotate(leader, false);
  await sleep(2_000);
  const leaders = (await Promise.all(plant.replicasOf(service).map((one) => one.health()))).filter(
    (health) => health?.leader,
  );
  expect(`${service}: one leads when the zombie has woken`, leaders.length === 1, `${leaders.length} lead`);
  await plant.remove(leader);
}

async function anyLeads(replicas: readonly Replica[]): Promise<boolean> {
  return (await Promise.all(replicas.map((one) => one.health()))).some((health) => health?.leader);
}
