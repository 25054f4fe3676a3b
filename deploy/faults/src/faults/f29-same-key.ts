import type { Answer } from '../load/http-client.js';
import type { RunningPlant } from '../plant/running-plant.js';
import { bringBack } from './bring-back.js';
import type { Fault, Ground } from './fault.js';
import { sampleCommand } from './sample-command.js';

export const sameKey: Fault = {
  id: 'F29',
  title: 'one idempotency key from many clients at once, on two processes, across a restart',
  async inject(ground) {
    const second = await ground.plant.add('inventory');
    await second.untilReady(120_000);
    await sendOneKey(ground);
    await ground.plant.remove(second);
  },
};

export const sameKeyAtTheSite: Fault<RunningPlant> = {
  id: 'F29',
  title: 'one idempotency key from many clients at once, across a restart',
  inject: (ground) => sendOneKey(ground),
};

async function sendOneKey({ plant, load, random, times, expect }: Ground<RunningPlant>): Promise<void> {
  const replicas = plant.replicasOf('inventory');
  const client = load.client('F29');
  const command = sampleCommand('inventory', load.workplaces[0], random);
  const senders = times(50, 50);
  const sent = Array.from({ length: senders }, (_, index) =>
    client.attempt(command, replicas[index % replicas.length].url),
  );
  const answers = await Promise.all(sent);
  await bringBack(replicas[0]);
  answers.push(await client.send(command));
  const accepted = answers.filter((answer): answer is Answer => answer !== undefined && answer.status < 300);
  const others = answers.filter((answer) => answer !== undefined && answer.status >= 300);
  expect(
    'all that are accepted got the same answer',
    new Set(accepted.map(({ text }) => text)).size === 1,
    `${accepted.length}`,
  );
  expect(
    'others are told to wait',
    others.every((answer) => [409, 503].includes(answer?.status ?? 0)),
    others.map((answer) => answer?.status).join(' '),
  );
  const changed = await client.attempt({ ...command, body: { ...command.body, supplierLot: 'another' } });
  expect('another body under the key is refused', changed?.status === 422, `${changed?.status} ${changed?.text}`);
}
