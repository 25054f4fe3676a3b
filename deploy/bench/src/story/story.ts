import type { Benchmark } from '../benchmark.js';
import { BenchPlant } from '../plant/bench-plant.js';
import { services } from '../plant/plant-log.js';
import { atLeast, figure } from '../result.js';
import { median } from '../statistics.js';
import { storyOrder, storyProduct } from './story-steps.js';

const clients = 16;
const orders = 500;
const ordersToWarmUp = 100;
const perSecond = 40;

export const story: Benchmark = {
  name: 'story',
  what: 'orders of four operations with consumption and inspection, their whole life over HTTP in the site runtime',
  async run(surroundings) {
    const plant = await BenchPlant.open(surroundings, storyProduct);
    try {
      await plant.work(clients, ordersToWarmUp, storyOrder);
      const rates: number[] = [];
      const before = await plant.log.heads();
      for (let round = 0; round < surroundings.rounds; round++) {
        const { perSecond: rate, tooEarly, lagging } = await plant.work(clients, orders, storyOrder);
        rates.push(rate);
        surroundings.say(`  ${rate.toFixed(1)} orders a second, too early ${JSON.stringify(tooEarly)}, 202 ${lagging}`);
      }
      const after = await plant.log.heads();
      const added = services.map((service) => ({ service, events: after[service] - before[service] }));
      const total = added.reduce((sum, { events }) => sum + events, 0);
      const rate = median(rates);
      const eventsOfOrder = total / (orders * surroundings.rounds);
      return [
        atLeast({ name: 'story', unit: 'orders/s', ours: rate }, { goal: perSecond }),
        figure({ name: 'story-events', unit: 'events/s', ours: rate * eventsOfOrder }),
        ...added.map(({ service, events }) =>
          figure({ name: `story-${service}`, unit: '% of events', ours: (100 * events) / total }),
        ),
      ];
    } finally {
      await plant.close();
    }
  },
};
