import type { Benchmark } from '../benchmark.js';
import { atLeast } from '../result.js';
import { alternate } from '../rounds.js';
import { median } from '../statistics.js';
import { Contestant } from './contestant.js';

export const command: Benchmark = {
  name: 'command',
  what: 'one report over HTTP on 64 connections, beside the same application with a store that answers at once',
  async run(surroundings) {
    const waiting = await Contestant.start(surroundings, 'waiting');
    const hasty = await Contestant.start(surroundings, 'hasty');
    const stub = await Contestant.start(surroundings, 'stub');
    try {
      const samples = await alternate(surroundings.rounds, { waiting: waiting.run, hasty: hasty.run, stub: stub.run });
      const peers = { stub: median(samples.stub) };
      const unit = 'commands/s';
      return [
        atLeast({ name: 'command', unit, ours: median(samples.hasty), peers }, { than: 'stub', goal: 0.7 }),
        atLeast({ name: 'command-projected', unit, ours: median(samples.waiting), peers }, { than: 'stub', goal: 0.5 }),
      ];
    } finally {
      for (const contestant of [waiting, hasty, stub]) await contestant.close();
    }
  },
};
