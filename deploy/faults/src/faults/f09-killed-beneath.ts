import { setTimeout as sleep } from 'node:timers/promises';
import type { SitePlant } from '../plant/site-plant.js';
import { acceptedSoon, expectNothingWorse } from './answers.js';
import { type Fault, type Ground, seconds } from './fault.js';

const BACK_WITHIN_MS = 30_000;

export const killedBeneath: Fault<SitePlant> = {
  id: 'F09',
  title: 'PostgreSQL killed beneath the site, which brings it back',
  async inject(ground) {
    for (const signal of ['SIGKILL', 'SIGQUIT'] as const) await killed(signal, ground);
    ground.expect('commands are accepted again', await acceptedSoon(ground));
  },
};

async function killed(signal: 'SIGKILL' | 'SIGQUIT', ground: Ground<SitePlant>): Promise<void> {
  const { plant, load, random, expect, expectWithin, say } = ground;
  const entries = await load.during(async () => {
    await sleep(random.between(500, 2_000));
    const before = plant.replicas[0].pid;
    await plant.database.kill(signal);
    const started = Date.now();
    await plant
      .untilReady(60_000)
      .catch((error: unknown) => expect('the site goes on by itself', false, String(error)));
    const took = Date.now() - started;
    say(`${signal}: ready again after ${seconds(took)}`);
    expectWithin(`${signal}: back`, took, BACK_WITHIN_MS);
    expect('the site itself was not restarted', plant.replicas[0].pid === before && plant.replicas[0].isRunning);
  });
  expectNothingWorse(ground, entries);
}
