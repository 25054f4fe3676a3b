import { randomUUID } from 'node:crypto';
import { testKafkaBrokers } from '@millwright/testing';
import { describeDeviation } from './checks.js';
import { startDistributed } from './distributed.js';
import { Narrator } from './narrator.js';
import { playStory } from './play.js';
import type { RunningPlant } from './running-plant.js';

/** Two replicas of maintenance evaluate the same plans; the story checks that exactly one work order is due. */
describe('the story on the distributed system, with two replicas of maintenance', () => {
  let plant: RunningPlant;

  beforeAll(async () => {
    plant = await startDistributed({
      log: () => undefined,
      replicas: { maintenance: 2 },
      kafkaBrokers: testKafkaBrokers(),
      kafkaTopicPrefix: `story-${randomUUID()}`,
    });
  });
  afterAll(() => plant?.stop());

  it('comes out as on the site runtime', async () => {
    const outcome = await playStory(plant, new Narrator(() => undefined));
    expect(outcome.checks.filter(({ ok }) => !ok).map(describeDeviation)).toEqual([]);
    expect(outcome.ok).toBe(true);
  });
});
