import { setTimeout as sleep } from 'node:timers/promises';
import { expectNothingWorse } from './answers.js';
import { type Fault, type Ground, seconds } from './fault.js';

export const databaseDown: Fault = {
  id: 'F09',
  title: 'PostgreSQL killed and away for a while, and restarted at once without a shutdown',
  async inject(ground) {
    await away('SIGKILL', ground.length(5_000, 300_000), ground);
    await sleep(ground.length(2_000, 10_000));
    await away('SIGQUIT', 0, ground);
  },
};

async function away(signal: 'SIGKILL' | 'SIGQUIT', forMs: number, ground: Ground): Promise<void> {
  const { plant, load, expect, say } = ground;
  let since = 0;
  let until = 0;
  let ready = 0;
  const entries = await load.during(async () => {
    await plant.database.crash(signal);
    since = Date.now();
    await sleep(forMs);
    until = Date.now();
    await plant.database.start();
    await plant
      .untilReady(60_000)
      .catch((error: unknown) => expect('the pools recover by themselves', false, String(error)));
    ready = Date.now();
  });
  const whole = entries.filter(({ at, ms }) => Date.parse(at) > since && Date.parse(at) + ms < until);
  const wrong = whole.filter(({ status }) => status !== undefined && status < 300);
  say(
    `${signal}, away for ${seconds(until - since)}: ${whole.length} answers meanwhile, all ready ${seconds(ready - until)} after it was started`,
  );
  expect('never 2xx without a database', wrong.length === 0, wrong.map(({ path }) => path).join(', '));
  expectNothingWorse(ground, entries);
}
