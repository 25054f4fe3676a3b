import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { FOREIGN } from '../plant/database.js';
import type { RunningPlant } from '../plant/running-plant.js';
import type { Fault, Ground } from './fault.js';
import { seconds } from './fault.js';
import { sampleCommand } from './sample-command.js';

const HEARD_WITHIN_MS = 10_000;

/** Somebody else's transaction on the same server: with a fence on the oldest running transaction it would stall every reader. */
export const heldTransaction: Fault<RunningPlant> = {
  id: 'F12',
  title: 'a transaction held open in another database of the server',
  async inject(ground) {
    for (const end of ['commit', 'rollback'] as const) await heldAnd(end, ground);
  },
};

async function heldAnd(
  end: 'commit' | 'rollback',
  { plant, load, random, length, expect, say }: Ground<RunningPlant>,
): Promise<void> {
  const holder = new Client({ connectionString: plant.database.url(FOREIGN) });
  holder.on('error', () => undefined);
  await holder.connect();
  await holder.query('create table if not exists held (n int)');
  await holder.query('begin');
  await holder.query('insert into held values (1)');
  await sleep(length(3_000, 300_000));
  const client = load.client(`F12-${end}`);
  const command = sampleCommand('inventory', load.workplaces[0], random);
  const started = Date.now();
  await client.send(command);
  const lot = String(command.body.lot);
  while (
    (await client.ask('tracking', `/genealogy/${lot}/forward`)) === undefined &&
    Date.now() - started < HEARD_WITHIN_MS
  )
    await sleep(50);
  const took = Date.now() - started;
  say(`held, then ${end}: an event came from one service to another in ${seconds(took)} meanwhile`);
  expect('events flow while a transaction is held', took < HEARD_WITHIN_MS, seconds(took));
  await holder.query(end);
  await holder.end();
}
