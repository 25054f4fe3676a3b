import { Narrator, playStory } from '@millwright/demo';
import type { Benchmark } from '../benchmark.js';
import { SiteProcess } from '../plant/site-process.js';
import { atMost } from '../result.js';
import { median } from '../statistics.js';

const seconds = 6;
const megabytes = 350;

export const start: Benchmark = {
  name: 'start',
  what: 'the site runtime: a second start until it is ready, and the memory of its process after the demo',
  async run(surroundings) {
    const folder = await surroundings.freshFolder('site');
    let site = await SiteProcess.start(folder);
    const starts: number[] = [];
    for (let round = 0; round < surroundings.rounds; round++) {
      await site.stop();
      site = await SiteProcess.start(folder);
      starts.push(site.startMilliseconds / 1_000);
      surroundings.say(`  ready after ${(site.startMilliseconds / 1_000).toFixed(2)} s`);
    }
    try {
      await playDemo(site);
      return [
        atMost({ name: 'start', unit: 's', ours: median(starts) }, { goal: seconds }),
        atMost({ name: 'start-memory', unit: 'MB', ours: site.residentMegabytes() }, { goal: megabytes }),
      ];
    } finally {
      await site.stop();
    }
  },
};

async function playDemo(site: SiteProcess): Promise<void> {
  const { ok, checks } = await playStory(site, new Narrator(() => undefined));
  const failed = checks.filter((check) => !check.ok).map(({ name }) => name);
  if (!ok) throw new Error(`The demo deviated: ${failed.join('; ')}`);
}
