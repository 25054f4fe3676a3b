import { randomUUID } from 'node:crypto';
import type { Benchmark, Surroundings } from './benchmark.js';
import { load } from './callers.js';
import { mustCount, numberFrom } from './counted.js';
import { countMessages, measured, openEmmett } from './emmett.js';
import { mustBeAppended, oneEvent, openLog } from './our-log.js';
import { missing, pgbench, pgbenchVersion, preparePgbench } from './pgbench.js';
import { atLeast, atMost, figure, type Measured, type Result } from './result.js';
import { alternate, type Run } from './rounds.js';
import { median, percentile } from './statistics.js';

const numbersOfCallers = [1, 16, 64, 256];
const seconds = 3;
/** The server of the run takes 200 connections; pgbench needs one a client. */
const mostClients = 150;

interface Sample {
  readonly rate: number;
  /** Unknown for pgbench. */
  readonly p99: number;
}

interface Contestant {
  run(callers: number): Run<Sample>;
  close(): Promise<void>;
}

const countEvents = 'select count(*) from bench_log.events';

async function ours(surroundings: Surroundings): Promise<Contestant> {
  const database = await surroundings.freshDatabase('append_ours');
  const { log } = await openLog(database);
  return {
    run: (callers) => async () => {
      const before = await numberFrom(database.url, countEvents);
      const series = randomUUID();
      const { rate, calls, latencies } = await load(callers, seconds, async (caller, nth) =>
        mustBeAppended(await log.append(oneEvent(`${series}-${caller}`, nth))),
      );
      await mustCount(database.url, countEvents, before + calls);
      return { rate, p99: percentile(latencies, 99) };
    },
    close: async () => {
      await log.close();
      await database.drop();
    },
  };
}

async function emmett(surroundings: Surroundings): Promise<Contestant> {
  const database = await surroundings.freshDatabase('append_emmett');
  const { store, close } = await openEmmett(database.url);
  return {
    run: (callers) => async () => {
      const before = await numberFrom(database.url, countMessages);
      const series = randomUUID();
      const { rate, calls, latencies } = await load(callers, seconds, async (caller, nth) => {
        const expectedStreamVersion = nth === 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(nth);
        await store.appendToStream(`part-${series}-${caller}`, [measured(nth)], { expectedStreamVersion });
      });
      await mustCount(database.url, countMessages, before + calls);
      return { rate, p99: percentile(latencies, 99) };
    },
    close: async () => {
      await close();
      await database.drop();
    },
  };
}

async function inserts(surroundings: Surroundings): Promise<Contestant | undefined> {
  if (!(await pgbenchVersion())) return void surroundings.say(missing);
  const database = await surroundings.freshDatabase('append_pgbench');
  const script = await preparePgbench(database.url, await surroundings.freshFolder('pgbench'));
  return {
    run: (clients) => async () => {
      const before = await numberFrom(database.url, 'select count(*) from rows');
      const { rate, calls } = await pgbench(database.url, script, { clients, seconds });
      await mustCount(database.url, 'select count(*) from rows', before + calls);
      return { rate, p99: NaN };
    },
    close: database.drop,
  };
}

/** What the goals speak of; the other numbers of callers are shown beside. */
function judge(callers: number, rates: Measured, p99s: Measured): Result[] {
  const beside = rates.peers && 'pgbench' in rates.peers;
  if (callers === 1) return [atLeast(rates, { than: 'emmett', goal: 1.5 })];
  if (callers !== 64) return [figure(rates)];
  return [
    atLeast(rates, { than: 'emmett', goal: 12 }),
    ...(beside ? [atLeast(rates, { than: 'pgbench', goal: 1.5 })] : []),
    atMost(p99s, { than: 'emmett', goal: 0.1 }),
  ];
}

export const append: Benchmark = {
  name: 'append',
  what: 'durable appends with the version checked, beside emmett and a bare INSERT of pgbench',
  async run(surroundings) {
    const contestants = { ours: await ours(surroundings), emmett: await emmett(surroundings) };
    const bare = await inserts(surroundings);
    const results: Result[] = [];
    for (const callers of numbersOfCallers) {
      const all = { ...contestants, ...(bare && callers <= mostClients ? { pgbench: bare } : {}) };
      const runs = Object.entries(all).map(([name, contestant]) => [name, contestant.run(callers)] as const);
      const samples = await alternate<string, Sample>(surroundings.rounds, Object.fromEntries(runs));
      const of = (what: keyof Sample): Measured => {
        const values = Object.entries(samples).map(([name, found]) => [name, median(found.map((one) => one[what]))]);
        const { ours, ...peers } = Object.fromEntries(values) as Record<string, number>;
        return { name: `append-${callers}`, unit: 'events/s', ours, peers };
      };
      const { emmett: peer } = of('p99').peers as Record<string, number>;
      const p99s = { ...of('p99'), name: `append-${callers}-p99`, unit: 'ms', peers: { emmett: peer } };
      results.push(...judge(callers, of('rate'), p99s));
    }
    await Promise.all([contestants.ours, contestants.emmett, bare].map((contestant) => contestant?.close()));
    return results;
  },
};
