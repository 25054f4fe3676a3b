import { append } from './append.js';
import type { Benchmark } from './benchmark.js';
import { command } from './command/command.js';
import { order } from './order/order.js';
import { start } from './start/start.js';
import { story } from './story/story.js';

/** All there are, in the order in which they run. */
export const benchmarks: readonly Benchmark[] = [append, command, start, story, order];
