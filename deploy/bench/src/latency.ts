import { Pipeline } from './acknowledged.js';
import type { Benchmark, Surroundings } from './benchmark.js';
import { openTwoServices } from './two-services.js';
import { atMost, type Result } from './result.js';
import { alternate } from './rounds.js';
import { median, percentile } from './statistics.js';

const pace = { aSecond: 2_000, seconds: 10 };

const result = (name: string, runs: readonly number[][], percent: number, goal: number): Result =>
  atMost(
    { name: `${name}-p${percent}`, unit: 'ms', ours: median(runs.map((run) => percentile(run, percent))) },
    { goal },
  );

async function toKafka(surroundings: Surroundings): Promise<Result[]> {
  const { brokers } = await surroundings.kafka();
  const pipeline = await Pipeline.open(await surroundings.freshDatabase('latency'), brokers);
  const { runs } = await alternate(surroundings.rounds, { runs: () => pipeline.latencies(pace) });
  await pipeline.close();
  return [result('latency-to-kafka', runs, 50, 5), result('latency-to-kafka', runs, 99, 25)];
}

async function toAnotherService(surroundings: Surroundings): Promise<Result[]> {
  const services = await openTwoServices(surroundings);
  const { runs } = await alternate(surroundings.rounds, { runs: () => services.latencies(100) });
  await services.close();
  return [result('latency-to-service', runs, 50, 25), result('latency-to-service', runs, 99, 100)];
}

export const latency: Benchmark = {
  name: 'latency',
  what: 'append until acknowledged by Kafka at 2,000 events a second; command until its effect is read in another service',
  run: async (surroundings) => [...(await toKafka(surroundings)), ...(await toAnotherService(surroundings))],
};
