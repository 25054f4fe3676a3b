import { randomBytes } from 'node:crypto';
import { appendFile, chmod, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PostgresBinaries } from './postgres-binaries.js';
import { runProgram } from './run-program.js';
import { type ServerAccount, giveTo } from './server-account.js';

export const USER = 'postgres';
const SETTINGS_FILE = 'millwright.conf';

/** An empty or new directory is handed to the server's account; one with foreign files in it is left as it is. */
export async function prepareDirectory(directory: string, account: ServerAccount | undefined): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    if ((await readdir(directory)).length > 0) return;
    await chmod(directory, 0o700);
    await giveTo(account, directory);
  } catch (error) {
    throw new Error(`The database directory ${directory} cannot be used by this user: ${String(error)}`, {
      cause: error,
    });
  }
}

/** Drawn once and kept beside the data, readable for the server's account alone. */
export async function passwordOf(
  directory: string,
  account: ServerAccount | undefined,
  isNew: boolean,
): Promise<string> {
  const file = join(directory, 'password');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept) return kept.trim();
  if (!isNew)
    throw new Error(`The password of the database is kept in ${file}, which is missing or belongs to another user.`);
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  await giveTo(account, file);
  return password;
}

/** initdb works in a spare directory that is renamed when it is complete: an interrupted first start leaves nothing half made. */
export async function initialise(
  directory: string,
  binaries: PostgresBinaries,
  account: ServerAccount | undefined,
  durable: boolean,
): Promise<void> {
  const spare = join(directory, 'data.new');
  await rm(spare, { recursive: true, force: true });
  const made = await runProgram(
    binaries.initdb,
    [
      `--pgdata=${spare}`,
      `--username=${USER}`,
      `--pwfile=${join(directory, 'password')}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ],
    { env: binaries.environment, cwd: '/', uid: account?.uid, gid: account?.gid },
  );
  if (made.code !== 0) throw new Error(`A new database could not be created in ${directory}: ${made.output}`);
  await appendFile(join(spare, 'postgresql.conf'), `\ninclude = '${SETTINGS_FILE}'\n`);
  await rename(spare, join(directory, 'data'));
}

/** Rewritten at every start, so that settings follow the program and not the day on which the data directory was made. */
export async function writeSettings(data: string, port: number, durable: boolean, sockets = ''): Promise<void> {
  const settings = [
    `listen_addresses = '127.0.0.1'`,
    `port = ${port}`,
    `unix_socket_directories = '${sockets.replaceAll("'", "''")}'`,
    'max_connections = 200',
    'shared_buffers = 128MB',
    // Many small statements: nothing is gained by compiling or by sharing out the work on one.
    'jit = off',
    'max_parallel_workers_per_gather = 0',
    // After a checkpoint the first change of each page writes all of it: seldom, and not compressed. These binaries know pglz
    // alone, which takes longer over a page than the append that touches it: a grown log would take appends at half the rate.
    'checkpoint_timeout = 15min',
    'max_wal_size = 2GB',
    'wal_buffers = 16MB',
    `timezone = 'UTC'`,
    `log_timezone = 'UTC'`,
    'log_checkpoints = off',
    ...(durable ? [] : ['fsync = off', 'synchronous_commit = off', 'full_page_writes = off']),
  ];
  await writeFile(join(data, SETTINGS_FILE), settings.join('\n') + '\n');
}
