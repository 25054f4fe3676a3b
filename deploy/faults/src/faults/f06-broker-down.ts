import { setTimeout as sleep } from 'node:timers/promises';
import { isServerError } from './answers.js';
import { type Fault, seconds } from './fault.js';
import { sampleCommand } from './sample-command.js';

export const brokerDown: Fault = {
  id: 'F06',
  title: 'broker down in the middle of the run, and at the start of a service',
  async inject({ plant, load, random, length, expect, say }) {
    const down = length(15_000, 600_000);
    const entries = await load.during(async () => {
      await plant.broker.kill();
      await sleep(down);
    });
    const failed = entries.filter(isServerError);
    const accepted = entries.filter(({ status }) => status !== undefined && status < 300).length;
    say(`broker down for ${seconds(down)}: ${accepted} of ${entries.length} accepted`);
    expect(
      'commands go on without a broker',
      accepted > 0 && failed.length === 0,
      failed.map(({ body }) => body).join('\n'),
    );
    const [replica] = plant.replicasOf('maintenance');
    await replica.kill();
    replica.start();
    const answer = await load.client('F06').send(sampleCommand('maintenance', load.workplaces[0], random));
    expect('a service starts without a broker', answer !== undefined && answer.status < 300, answer?.text);
    await plant.broker.start();
  },
};
