import { setTimeout as sleep } from 'node:timers/promises';
import { acceptedSoon, expectNothingWorse } from './answers.js';
import { type Fault, seconds } from './fault.js';

const BACK_WITHIN_MS = 30_000;

export const standbyPromoted: Fault = {
  id: 'F09S',
  title: 'PostgreSQL lost for good, its synchronous standby promoted',
  async inject(ground) {
    const { plant, load, length, expect, expectWithin, say } = ground;
    const standby = await plant.database.standby();
    await sleep(length(3_000, 30_000));
    let lostAt = 0;
    let promotedMs = 0;
    const entries = await load.during(async () => {
      await plant.database.crash('SIGKILL');
      lostAt = Date.now();
      await plant.database.promote(standby);
      promotedMs = Date.now() - lostAt;
      await plant
        .untilReady(60_000)
        .catch((error: unknown) => expect('the services go on by themselves', false, String(error)));
      expect('commands are accepted again', await acceptedSoon(ground));
    });
    const accepted = entries.filter(
      ({ at, status }) => Date.parse(at) > lostAt && status !== undefined && status < 300,
    );
    const first = Math.min(...accepted.map(({ at, ms }) => Date.parse(at) + ms - lostAt));
    say(`promoted in ${seconds(promotedMs)}, the first command accepted ${seconds(first)} after the loss`);
    expectWithin('a command is accepted', first, BACK_WITHIN_MS);
    expectNothingWorse(ground, entries);
  },
};
