import { locations, pieces, rawItems } from '../load/master-data.js';
import type { RunningPlant } from '../plant/running-plant.js';
import type { Fault } from './fault.js';

const EACH = 7;

export const raceOnALot: Fault<RunningPlant> = {
  id: 'F28',
  title: 'many writers take from one lot at once',
  async inject({ load, random, times, expect }) {
    await load.pause();
    const writers = times(60, 200);
    const stock = random.between(20, 60);
    const lot = `RACE-${random.hex().slice(0, 8)}`;
    const actor = load.workplaces[0].person;
    const client = load.client('F28');
    const body = { lot, item: rawItems[0], quantity: pieces(stock), location: locations.store };
    await client.send({ service: 'inventory', path: '/receipts', body, actor, key: `${lot}-receipt` });
    const answers = await Promise.all(
      Array.from({ length: writers }, (_, index) =>
        client.send({
          service: 'inventory',
          path: `/lots/${lot}/move`,
          body: { from: locations.store, to: locations.buffer, quantity: pieces(EACH) },
          actor,
          key: `${lot}-${index}`,
        }),
      ),
    );
    const statuses = answers.map((answer) => answer?.status ?? 0);
    const taken = statuses.filter((status) => status < 300).length;
    expect(
      `exactly ${Math.floor(stock / EACH)} of ${writers} take ${EACH} of ${stock}`,
      taken === Math.floor(stock / EACH),
      `${taken}`,
    );
    expect(
      'the others are refused with 409',
      statuses.every((status) => status < 300 || status === 409),
      statuses.join(' '),
    );
    load.start();
  },
};
