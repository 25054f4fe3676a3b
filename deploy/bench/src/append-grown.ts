import { randomUUID } from 'node:crypto';
import type { Benchmark, Surroundings } from './benchmark.js';
import { load } from './callers.js';
import { mustCount, numberFrom } from './counted.js';
import { fillLog } from './fill-log.js';
import { mustBeAppended, oneEvent, openLog } from './our-log.js';
import { atLeast } from './result.js';
import { alternate, type Run } from './rounds.js';
import { median } from './statistics.js';

const callers = 64;
const seconds = 5;
const countEvents = 'select position from bench_log.log_head';

async function filled(
  surroundings: Surroundings,
  events: number,
): Promise<{ run: Run<number>; close(): Promise<void> }> {
  const database = await surroundings.freshDatabase(`append_grown_${events}`);
  const { log } = await openLog(database);
  surroundings.say(`filling a log with ${events.toLocaleString('en-US')} events`);
  await fillLog(database.url, { events, streams: events / 10 });
  return {
    run: async () => {
      const before = await numberFrom(database.url, countEvents);
      const series = randomUUID();
      const { rate, calls } = await load(callers, seconds, async (caller, nth) =>
        mustBeAppended(await log.append(oneEvent(`${series}-${caller}`, nth))),
      );
      await mustCount(database.url, countEvents, before + calls);
      await mustCount(database.url, `select count(*) from bench_log.events where position > ${before}`, calls);
      return rate;
    },
    close: async () => {
      await log.close();
      await database.drop();
    },
  };
}

export const appendGrown: Benchmark = {
  name: 'append-grown',
  what: 'the same appends to a log of ten million events, beside one of ten thousand',
  async run(surroundings) {
    const small = await filled(surroundings, 10_000);
    const grown = await filled(surroundings, 10_000_000);
    const rates = await alternate(surroundings.rounds, { ours: grown.run, small: small.run });
    await Promise.all([small.close(), grown.close()]);
    const peers = { 'at 10,000': median(rates.small) };
    const measured = { name: 'append-grown', unit: 'events/s', ours: median(rates.ours), peers };
    return [atLeast(measured, { than: 'at 10,000', goal: 0.8 })];
  },
};
