import { SITE } from '../plant/plant.js';
import type { ServiceName } from '../services.js';
import type { Fault, Ground } from './fault.js';
import { Operator, type ParkedItem } from './operator.js';
import { type Poison, poisonSet, record } from './poison.js';
import { TopicClient } from './topic-client.js';
import { until } from './until.js';

const WITHIN_MS = 30_000;
const listeners: readonly ServiceName[] = ['tracking', 'quality', 'inventory', 'maintenance'];

export const poison: Fault = {
  id: 'F14',
  title: 'records that nobody can take, on the topic of orders',
  async inject(ground) {
    const id = ground.random.hex().slice(0, 8);
    const [victim, bystander] = [`VICTIM-${id}`, `BYSTANDER-${id}`];
    const topic = new TopicClient(ground.plant);
    const operator = new Operator(ground.plant);
    await topic.allowLargeMessages('orders');
    await define(victim, ground);
    await known(victim, ground);
    const set = poisonSet(id);
    await topic.write(
      'orders',
      set.slice(0, 4).map(({ message }) => message),
    );
    for (const { message } of set.slice(4)) await topic.write('orders', [message]);
    await topic.write('orders', [record(victim, { value: '{"item": 7}' })]);
    for (const service of listeners) await eachOnce(service, set, victim, operator, ground);
    await waitsBehind(victim, bystander, operator, ground);
    for (const service of listeners) await cured(service, id, victim, operator, ground);
  },
};

async function eachOnce(
  ...[service, set, victim, operator, { expect }]: [ServiceName, readonly Poison[], string, Operator, Ground]
): Promise<void> {
  let parked: readonly ParkedItem[] = [];
  await until(async () => {
    parked = (await operator.parked(service)).filter(ofOrders);
    return parked.length > set.length;
  }, WITHIN_MS);
  for (const { name, reason, message } of set) {
    const found = parked.filter(({ stream }) => stream.split('/').pop() === String(message.key).split('/').pop());
    const isRight = found.length === 1 && reason.test(found[0].reason);
    expect(`${service}: ${name} is parked once with its reason`, isRight, JSON.stringify(found));
  }
  const ofVictim = parked.filter(({ stream }) => stream.endsWith(victim));
  expect(`${service}: the poisoned stream is parked`, ofVictim.length === 1, JSON.stringify(ofVictim));
}

async function waitsBehind(victim: string, bystander: string, operator: Operator, ground: Ground): Promise<void> {
  const { load, expect } = ground;
  await load.client('F14').send({
    service: 'orders',
    path: `/items/${victim}/revisions`,
    body: { revision: 'B', description: 'after the poison' },
    actor: load.workplaces[0].person,
    key: `${victim}-B`,
  });
  await define(bystander, ground);
  expect('other streams go on', await known(bystander, ground));
  for (const service of listeners) {
    const waits = await until(async () => {
      const parked = await operator.parked(service);
      return parked.filter(({ stream }) => stream.endsWith(victim)).length === 2;
    }, WITHIN_MS);
    expect(`${service}: later records of the poisoned stream wait behind it`, waits);
  }
}

async function cured(
  ...[service, id, victim, operator, { expect }]: [ServiceName, string, string, Operator, Ground]
): Promise<void> {
  const parked = (await operator.parked(service)).filter(ofOrders);
  const [first, ...later] = parked.filter(({ stream }) => stream.endsWith(victim));
  for (const item of parked)
    if (!later.includes(item) && item.stream.includes(id)) await operator.discard(service, item);
  await operator.resume(service, { consumer: first.consumer, stream: first.stream });
  const left = (await operator.parked(service)).filter(ofOrders);
  expect(`${service}: nothing is left after discarding and resuming`, left.length === 0, JSON.stringify(left));
}

const ofOrders = ({ consumer }: ParkedItem): boolean => consumer === 'hearing:orders';

async function define(item: string, { load }: Ground): Promise<void> {
  const answer = await load.client('F14').send({
    service: 'orders',
    path: '/items',
    body: { item, revision: 'A', description: `${item} of ${SITE}`, unit: 'C62', tracking: 'lot' },
    actor: load.workplaces[0].person,
    key: `${item}-A`,
  });
  if (answer?.status !== 201) throw new Error(`${item} could not be defined: ${answer?.text}`);
}

const known = (item: string, { load }: Ground): Promise<boolean> =>
  until(
    async () => (await load.client('F14').ask('inventory', `/items/${item}/availability`)) !== undefined,
    WITHIN_MS,
  );
