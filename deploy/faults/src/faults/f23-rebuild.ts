import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningPlant } from '../plant/running-plant.js';
import { bringBack } from './bring-back.js';
import { type Fault, type Ground, percentile } from './fault.js';
import { Operator } from './operator.js';

export const rebuildUnderLoad: Fault<RunningPlant> = {
  id: 'F23',
  title: 'read models computed anew under load, killed in the middle, two at once',
  async inject(ground) {
    const { plant, load, times, expect, say } = ground;
    const operator = new Operator(plant);
    const before = await load.during(() => sleep(3_000));
    const seen: number[] = [];
    let isOver = false;
    const reading = watchLots(ground, seen, () => isOver);
    const during = await load.during(async () => {
      for (let round = 0; round < times(1, 5); round++) {
        const both = await Promise.all([1, 2].map(() => operator.askForRebuild('inventory', 'material-lots')));
        expect(
          'of two at once one is done and the other told to wait',
          both
            .map(({ status }) => status)
            .sort()
            .join() === '202,409',
          JSON.stringify(both),
        );
        const askedAt = both.find(({ status }) => status === 202)?.askedAt;
        const different = await operator.rebuilt('inventory', 'material-lots', askedAt);
        expect('what is computed anew is what was there', different === 0, `${different} rows differ`);
        await killedInTheMiddle(ground, operator);
      }
    });
    isOver = true;
    await reading;
    const [p99Before, p99During] = [before, during].map((entries) =>
      percentile(
        entries.map(({ ms }) => ms),
        0.99,
      ),
    );
    say(`p99 ${p99Before} ms before, ${p99During} ms while rebuilding and restarting`);
    const shrank = seen.findIndex((count, index) => index > 0 && count < seen[index - 1]);
    expect(
      'readers never see fewer lots than before',
      shrank < 0,
      seen.slice(Math.max(0, shrank - 2), shrank + 2).join(' '),
    );
  },
};

async function killedInTheMiddle({ plant, random, expect }: Ground<RunningPlant>, operator: Operator): Promise<void> {
  const [replica] = plant.replicasOf('tracking');
  const { askedAt } = await operator.askForRebuild('tracking', 'jobs');
  await sleep(random.between(5, 60));
  await bringBack(replica);
  const different = await operator.rebuilt('tracking', 'jobs', askedAt);
  expect('after a kill in the middle whoever leads next goes on with it', different === 0, `${different} rows differ`);
}

/** Lots are never removed, so whoever sees fewer than before sees a read model half filled. */
async function watchLots({ load }: Ground<RunningPlant>, seen: number[], isOver: () => boolean): Promise<void> {
  const client = load.client('F23');
  while (!isOver()) {
    const page = await client.ask('inventory', '/lots?limit=500');
    if (page !== undefined) seen.push((page.items as readonly unknown[]).length);
    await sleep(50);
  }
}
