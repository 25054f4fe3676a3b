import type { Benchmark } from '../benchmark.js';
import { BenchPlant } from '../plant/bench-plant.js';
import type { ShiftResult } from '../plant/shift.js';
import { atLeast, type Result } from '../result.js';
import { median } from '../statistics.js';
import { plainOrder, plainProduct } from './order-steps.js';

const numbersOfClients = [4, 16];
const ordersOfRound = 400;
const ordersToWarmUp = 400;
const grown = 20_000;
const perSecond = 150;

const described = ({ orders, perSecond: rate, tooEarly, lagging }: ShiftResult): string =>
  `${orders} orders at ${rate.toFixed(1)} a second, too early ${JSON.stringify(tooEarly)}, 202 ${lagging}`;

export const order: Benchmark = {
  name: 'order',
  what: 'plain orders from creation to stock over HTTP in the site runtime, and again after 20,000 of them',
  async run(surroundings) {
    const plant = await BenchPlant.open(surroundings, plainProduct);
    let made = 0;
    const work = async (clients: number, orders: number): Promise<number> => {
      const result = await plant.work(clients, orders, plainOrder);
      made += orders;
      surroundings.say(`  ${clients} clients: ${described(result)}`);
      return result.perSecond;
    };
    const rates = async (): Promise<Map<number, number>> => {
      const samples = new Map(numbersOfClients.map((clients) => [clients, [] as number[]]));
      for (let round = 0; round < surroundings.rounds; round++)
        for (const [clients, found] of samples) found.push(await work(clients, ordersOfRound));
      return new Map([...samples].map(([clients, found]) => [clients, median(found)]));
    };
    try {
      await work(16, ordersToWarmUp);
      const before = await rates();
      while (made < grown) await work(16, Math.min(2_000, grown - made));
      const after = await rates();
      return numbersOfClients.flatMap((clients): Result[] => {
        const [young, old] = [before.get(clients) ?? 0, after.get(clients) ?? 0];
        const name = `order-${clients}`;
        return [
          atLeast({ name, unit: 'orders/s', ours: young }, { goal: perSecond }),
          atLeast(
            { name: `${name}-grown`, unit: 'orders/s', ours: old, peers: { young } },
            { than: 'young', goal: 0.9 },
          ),
        ];
      });
    } finally {
      await plant.close();
    }
  },
};
