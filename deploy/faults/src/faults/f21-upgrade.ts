import { setTimeout as sleep } from 'node:timers/promises';
import { isServerError, told } from './answers.js';
import type { Fault, Ground } from './fault.js';
import { roll } from './roll.js';

/** The plant was begun by the release before: its services, its tables, its events. */
export const upgrade: Fault = {
  id: 'F21',
  title: 'upgraded from the release before with both live, rolled back, and upgraded again',
  leftOut: ({ previous }) => (previous === undefined ? '--previous names no built release to come from' : undefined),
  async inject(ground) {
    const { previous } = ground.plant.options;
    await sleep(ground.length(5_000, 60_000));
    await to('the new release', undefined, ground);
    await to('the release before', previous, ground);
    await to('the new release again', undefined, ground);
  },
};

async function to(name: string, repository: string | undefined, { plant, load, expect }: Ground): Promise<void> {
  const entries = await load.during(async () => {
    await roll(plant, repository);
    await sleep(2_000);
  });
  const failed = entries.filter(isServerError);
  expect(`no 5xx on the way to ${name}`, failed.length === 0, told(failed));
  const accepted = entries.filter(({ status }) => status !== undefined && status < 300).length;
  expect(`commands are accepted on the way to ${name}`, accepted > 0, `${accepted} of ${entries.length}`);
}
