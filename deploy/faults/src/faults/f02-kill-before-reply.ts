import { services } from '../services.js';
import { bringBack } from './bring-back.js';
import type { Fault, Ground } from './fault.js';
import { sampleCommand } from './sample-command.js';

const COMES_WITHIN_MS = 20_000;

/** The proxy sees that the database has committed the append, and the service dies before it learns of it. */
export const killBeforeReply: Fault = {
  id: 'F02',
  title: 'kill -9 between the commit and the answer',
  async inject(ground) {
    await ground.load.pause();
    const chosen = ground.random.shuffled(services).slice(0, ground.times(2, 5));
    for (const service of chosen) await onceAt(service, ground);
    ground.load.start();
  },
};

async function onceAt(service: (typeof services)[number], { plant, load, random, expect }: Ground): Promise<void> {
  const [replica] = plant.replicasOf(service);
  const client = load.client(`F02-${service}`);
  const command = sampleCommand(service, load.workplaces[0], random);
  const reached = plant.database.completed.next(
    ({ application, text }) => application.startsWith(service) && text.includes('append_events('),
    () => replica.killNow(),
    COMES_WITHIN_MS,
  );
  const first = await client.attempt(command);
  expect(`${service}: died between commit and answer`, (await reached) && first === undefined, `${first?.status}`);
  await bringBack(replica);
  const again = await client.send(command);
  const repeated = await client.send(command);
  expect(`${service}: the retry is accepted`, again !== undefined && again.status < 300, again?.text);
  expect(`${service}: the retry gets the first result`, again?.text === repeated?.text, repeated?.text);
}
