import { services } from '../services.js';
import { bringBack } from './bring-back.js';
import type { Fault } from './fault.js';
import { sampleCommand } from './sample-command.js';

const COMES_WITHIN_MS = 20_000;

/** The proxy sees that the broker has acknowledged the records, and the relay dies before it learns of it. */
export const killBeforeMark: Fault = {
  id: 'F03',
  title: "kill -9 between the broker's acknowledgement and the mark of the relay",
  async inject({ plant, load, random, times, expect }) {
    const publishing = ['orders', 'inventory', 'maintenance'] as const;
    for (const service of random
      .shuffled(services.filter((one) => publishing.some((other) => other === one)))
      .slice(0, times(2, 3))) {
      const [replica] = plant.replicasOf(service);
      const reached = plant.broker.acknowledged.next(
        ({ clientId }) => clientId === `millwright-${service}`,
        () => replica.killNow(),
        COMES_WITHIN_MS,
      );
      const client = load.client(`F03-${service}`);
      void client.send(sampleCommand(service, load.workplaces[0], random));
      expect(`${service}: died between acknowledgement and mark`, await reached);
      await bringBack(replica);
    }
  },
};
