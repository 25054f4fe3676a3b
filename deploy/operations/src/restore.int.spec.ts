import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { epochs, EventLog, haltLog, migrateEventLog } from '@millwright/event-log';
import { useTestDatabase } from '@millwright/testing';

const database = useTestDatabase();

function restore(...args: string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve(__dirname, '../dist/restore.js'), ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, MILLWRIGHT_DATABASE_OWNER_URL: database.url },
  });
  return { code: status, said: stdout + stderr };
}

describe('restore --raise-epoch, for a database that was restored by pg_restore', () => {
  let log: EventLog;
  beforeAll(async () => {
    const role = { name: `${database.name}_role`.slice(0, 60), password: 'only-for-tests' };
    await migrateEventLog({ ownerUrl: database.url, service: 'orders', role });
    log = new EventLog({ url: database.url, service: 'orders', site: 'TEST' });
    await haltLog(log.pool, 'behind its topic');
  });
  afterAll(() => log.close());

  it('says which logs there are when it is asked for another one, and changes nothing', async () => {
    const { code, said } = restore('--raise-epoch', 'order');
    expect(code).toBe(1);
    expect(said).toContain('This database has no log of order; it has that of orders.');
    expect(await log.head()).toEqual({ epoch: 1, position: 0, halted: 'behind its topic' });
  });

  it('opens the halted log again, in a new epoch with its reason', async () => {
    expect(restore('--raise-epoch', 'orders')).toEqual({
      code: 0,
      said: expect.stringContaining('orders records in epoch 2 from now on.'),
    });
    expect(await log.head()).toEqual({ epoch: 2, position: 0, halted: null });
    expect(await epochs(log.pool)).toEqual([expect.objectContaining({ epoch: 2, reason: 'restored from a backup' })]);
  });
});
