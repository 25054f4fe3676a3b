import { append } from './append.js';
import { appendGrown } from './append-grown.js';
import type { Benchmark } from './benchmark.js';
import { held } from './held.js';
import { latency } from './latency.js';
import { projection } from './projection.js';
import { relay } from './relay.js';

/** All there are, in the order in which they run. */
export const benchmarks: readonly Benchmark[] = [append, appendGrown, projection, relay, latency, held];
