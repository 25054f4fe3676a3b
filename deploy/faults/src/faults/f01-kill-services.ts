import { setTimeout as sleep } from 'node:timers/promises';
import { services } from '../services.js';
import type { RunningPlant } from '../plant/running-plant.js';
import { bringBack } from './bring-back.js';
import { type Fault, percentile, seconds } from './fault.js';

const READY_WITHIN_MS = 15_000;

export const killServices: Fault<RunningPlant> = {
  id: 'F01',
  title: 'kill -9 of each service at random moments',
  async inject({ plant, random, times, expectWithin, say }) {
    const took: number[] = [];
    const kills = times(5, 50);
    for (let round = 0; round < kills; round += services.length)
      for (const service of random.shuffled(services).slice(0, kills - round)) {
        await sleep(random.between(100, 1_500));
        const replica = random.pick(plant.replicasOf(service));
        took.push(await bringBack(replica));
      }
    const p95 = percentile(took, 0.95);
    say(`killed ${took.length} times, ready again after ${seconds(percentile(took, 0.5))} (p95 ${seconds(p95)})`);
    expectWithin('ready again (p95)', p95, READY_WITHIN_MS);
  },
};
