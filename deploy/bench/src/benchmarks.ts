import { append } from './append.js';
import type { Benchmark } from './benchmark.js';

/** All there are, in the order in which they run. */
export const benchmarks: readonly Benchmark[] = [append];
