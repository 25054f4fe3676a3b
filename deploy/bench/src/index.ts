export type { BenchDatabase, Benchmark, Surroundings } from './benchmark.js';
export type { Result } from './result.js';
