import { describeDeviation } from './checks.js';
import { Narrator } from './narrator.js';
import { playStory } from './play.js';
import type { RunningPlant } from './running-plant.js';
import { startFreshSite } from './site.js';

describe('the story on the site runtime', () => {
  let plant: RunningPlant;
  const lines: string[] = [];

  beforeAll(async () => {
    plant = await startFreshSite({ log: (message) => void lines.push(message) });
  });
  afterAll(() => plant?.stop());

  it('comes out as told, to the last figure', async () => {
    const outcome = await playStory(plant, new Narrator((line) => void lines.push(line)));
    expect(outcome.checks.filter(({ ok }) => !ok).map(describeDeviation)).toEqual([]);
    expect(outcome.checks.length).toBeGreaterThan(70);
    expect(outcome.ok).toBe(true);
  });
});
