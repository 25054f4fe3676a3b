import { execFile } from 'node:child_process';
import { appendFile, chmod, copyFile, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type EmbeddedServer, startEmbeddedPostgres } from '@millwright/platform';
import type { Client } from 'pg';
import { connected } from './connected.js';

const NAME = 'standby';

const run = promisify(execFile);

/** Where a server runs, and with which data. */
export interface Primary {
  readonly server: EmbeddedServer;
  readonly directory: string;
}

/**
 * A hot standby that has everything before its primary acknowledges it (`synchronous_standby_names`), made as pg_basebackup
 * makes one, which the embedded package does not carry: the files are copied while the primary runs, between
 * pg_backup_start and pg_backup_stop.
 */
export class Standby {
  private constructor(
    readonly directory: string,
    readonly server: EmbeddedServer,
  ) {}

  static async follow(primary: Primary, directory: string, port: number): Promise<Standby> {
    await connected(primary.server.url('postgres'), (client) => copyOf(client, primary, directory));
    const { port: at, password } = primary.server;
    await appendFile(
      join(directory, 'data', 'postgresql.auto.conf'),
      `primary_conninfo = 'host=127.0.0.1 port=${at} user=postgres password=${password} application_name=${NAME}'\nprimary_slot_name = '${NAME}'\n`,
    );
    const server = await startEmbeddedPostgres({ directory, port });
    await connected(primary.server.url('postgres'), async (client) => {
      await client.query(`alter system set synchronous_standby_names = '${NAME}'`);
      await client.query('select pg_reload_conf()');
      await untilSynchronous(client);
    });
    return new Standby(directory, server);
  }

  /** The primary must be dead for good: two that write are two plants. */
  async promote(): Promise<void> {
    await connected(this.server.url('postgres'), async (client) => {
      await client.query('select pg_promote()');
      await client.query('alter system reset synchronous_standby_names');
      await client.query('alter system reset primary_conninfo');
      await client.query('alter system reset primary_slot_name');
      await client.query('select pg_reload_conf()');
    });
  }
}

async function copyOf(client: Client, { directory: from }: Primary, to: string): Promise<void> {
  const [source, data] = [join(from, 'data'), join(to, 'data')];
  await mkdir(to, { mode: 0o700 });
  await copyFile(join(from, 'password'), join(to, 'password'));
  await client.query('select pg_create_physical_replication_slot($1, true)', [NAME]);
  await client.query('select pg_backup_start($1, true)', [NAME]);
  // Files may vanish meanwhile: whoever replays what is written since the start of the backup does not miss them.
  await run('cp', ['-R', '-p', source, data]).catch(() => undefined);
  const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
  await writeFile(join(data, 'backup_label'), rows[0].labelfile);
  await writeFile(join(data, 'standby.signal'), '');
  for (const file of ['postmaster.pid', 'postmaster.opts']) await rm(join(data, file), { force: true });
  await chmod(data, 0o700);
  await ownAs(to, await stat(from));
}

/** As root, the server runs under another account than this process, which has copied the files. */
async function ownAs(directory: string, { uid, gid }: { uid: number; gid: number }): Promise<void> {
  if (process.getuid?.() !== 0) return;
  await run('chown', ['-R', `${uid}:${gid}`, directory]);
}

async function untilSynchronous(client: Client): Promise<void> {
  for (const giveUpAt = Date.now() + 30_000; Date.now() < giveUpAt;) {
    const { rowCount } = await client.query(`select 1 from pg_stat_replication where sync_state = 'sync'`);
    if (rowCount === 1) return;
    await sleep(50);
  }
  throw new Error('The standby does not keep up with its primary.');
}
