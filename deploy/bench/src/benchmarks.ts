import { append } from './append.js';
import { appendGrown } from './append-grown.js';
import type { Benchmark } from './benchmark.js';
import { command } from './command/command.js';
import { held } from './held.js';
import { latency } from './latency.js';
import { order } from './order/order.js';
import { projection } from './projection.js';
import { relay } from './relay.js';
import { start } from './start/start.js';
import { story } from './story/story.js';

/** All there are, in the order in which they run. */
export const benchmarks: readonly Benchmark[] = [
  append,
  appendGrown,
  command,
  projection,
  relay,
  latency,
  held,
  start,
  story,
  order,
];
