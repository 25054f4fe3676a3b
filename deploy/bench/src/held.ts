import { Client } from 'pg';
import { Pipeline } from './acknowledged.js';
import type { BenchDatabase, Benchmark } from './benchmark.js';
import { atMost } from './result.js';
import { alternate } from './rounds.js';
import { median, percentile } from './statistics.js';

const pace = { aSecond: 2_000, seconds: 30 };

/** A transaction that has drawn an id and keeps its snapshot, in another database of the same server. */
async function holding<Result>(other: BenchDatabase, work: () => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: other.url });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read');
    await client.query('select pg_current_xact_id()');
    const result = await work();
    await client.query('commit');
    return result;
  } finally {
    await client.end();
  }
}

export const held: Benchmark = {
  name: 'held',
  what: 'the latency to Kafka while a transaction is held open for 30 s in another database of the server',
  async run(surroundings) {
    const { brokers } = await surroundings.kafka();
    const other = await surroundings.freshDatabase('held_other');
    const pipeline = await Pipeline.open(await surroundings.freshDatabase('held'), brokers);
    const samples = await alternate(surroundings.rounds, {
      undisturbed: () => pipeline.latencies(pace),
      ours: () => holding(other, () => pipeline.latencies(pace)),
    });
    await pipeline.close();
    await other.drop();
    const p99 = (runs: readonly number[][]): number => median(runs.map((run) => percentile(run, 99)));
    const measured = {
      name: 'held-p99',
      unit: 'ms',
      ours: p99(samples.ours),
      peers: { undisturbed: p99(samples.undisturbed) },
    };
    return [atMost(measured, { than: 'undisturbed', goal: 1.2 })];
  },
};
