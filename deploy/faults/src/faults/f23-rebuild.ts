import { setTimeout as sleep } from 'node:timers/promises';
import { bringBack } from './bring-back.js';
import { type Fault, type Ground, percentile } from './fault.js';
import { Operator } from './operator.js';

export const rebuildUnderLoad: Fault = {
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
        const both = await Promise.all([1, 2].map(() => operator.rebuild('inventory', 'material-lots')));
        expect(
          'of two at once each is done or told to wait',
          both.every(({ status }) => [200, 409].includes(status)),
          JSON.stringify(both),
        );
        expect(
          'one of two is done',
          both.some(({ status, different }) => status === 200 && different === 0),
          JSON.stringify(both),
        );
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

async function killedInTheMiddle({ plant, random, expect }: Ground, operator: Operator): Promise<void> {
  const [replica] = plant.replicasOf('tracking');
  const rebuilding = operator.rebuild('tracking', 'jobs').catch(() => undefined);
  await sleep(random.between(5, 60));
  await bringBack(replica);
  await rebuilding;
  const again = await operator.rebuild('tracking', 'jobs');
  expect(
    'after a kill in the middle it can be done again',
    again.status === 200 && again.different === 0,
    JSON.stringify(again),
  );
}

/** Lots are never removed, so whoever sees fewer than before sees a read model half filled. */
async function watchLots({ load }: Ground, seen: number[], isOver: () => boolean): Promise<void> {
  const client = load.client('F23');
  while (!isOver()) {
    const page = await client.ask('inventory', '/lots?limit=500');
    if (page !== undefined) seen.push((page.items as readonly unknown[]).length);
    await sleep(50);
  }
}
