import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from 'kafkajs';
import { readMessages } from '../checker/topics.js';
import { TOPIC_PREFIX } from '../plant/plant.js';
import { services } from '../services.js';
import type { Fault, Ground } from './fault.js';
import { TopicClient } from './topic-client.js';

const DUPLICATED = 0.3;
const WINDOW = 100;

export const unrulyTopic: Fault = {
  id: 'F13',
  title: 'records duplicated and out of order, connections slow and cut',
  async inject(ground) {
    const { plant, random, length } = ground;
    const rounds = ground.times(2, 10);
    for (let round = 0; round < rounds; round++) {
      plant.broker.proxy.worsen('toClient', { delayMs: random.between(100, length(600, 2_500)) });
      await duplicate(ground);
      await sleep(length(2_000, 60_000));
      plant.broker.proxy.cut();
      plant.broker.proxy.heal();
    }
    plant.broker.proxy.worsen('toServer', { silent: true });
    await sleep(length(3_000, 30_000));
    plant.broker.proxy.heal();
  },
};

/** Three of ten records come once more, each up to a hundred places from where it belongs. */
async function duplicate({ plant, random, say }: Ground): Promise<void> {
  const found = await readMessages({ services, broker: plant.broker.address, topicPrefix: TOPIC_PREFIX });
  const topic = new TopicClient(plant);
  let count = 0;
  for (const service of services) {
    const again = (found.get(service) ?? [])
      .filter(() => random.chance(DUPLICATED))
      .map(({ partition, message: { key, value, headers } }): Message => ({ partition, key, value, headers }));
    for (let from = 0; from < again.length; from += WINDOW)
      await topic.write(service, random.shuffled(again.slice(from, from + WINDOW)));
    count += again.length;
  }
  say(`${count} records again, out of order`);
}
