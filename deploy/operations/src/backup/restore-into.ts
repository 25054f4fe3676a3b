import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { logSchema, migrateEventLog, newestMigration, raiseEpochOf } from '@millwright/event-log';
import { type EmbeddedServer, startEmbeddedPostgres } from '@millwright/platform';
import { databaseName, ensureDatabase, serviceUrl } from '@millwright/site';
import { Client } from 'pg';
import type { Progress } from '../progress.js';
import { BackupProblem, readBackupFile } from './backup-file.js';
import { type BackupHeader, type BackupTable, tableName } from './backup-format.js';
import { CopyIn } from './copy-in.js';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Puts a backup into a new data directory. The file is read through once before anything is made; the directory gets its
 * name when all is in it.
 */
export async function restoreInto(file: string, directory: string, progress: Progress): Promise<BackupHeader> {
  const target = resolve(directory);
  await requireEmpty(target);
  progress.say(`Checking ${file}`);
  const header = await checked(file);
  const unfinished = `${target}.restoring-${randomBytes(4).toString('hex')}`;
  await mkdir(unfinished, { recursive: true });
  await chmod(unfinished, 0o711);
  try {
    await fill(unfinished, file, header, progress);
    await rmdir(target).catch(() => undefined);
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
  return header;
}

async function requireEmpty(target: string): Promise<void> {
  const found = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (found.length > 0)
    throw new Error(`${target} is not empty. A backup is restored into a new directory; move the old one away first.`);
}

async function checked(file: string): Promise<BackupHeader> {
  let header: BackupHeader | undefined;
  for await (const { kind, data } of readBackupFile(file))
    if (kind === 'H') header = JSON.parse(data.toString()) as BackupHeader;
  if (!header) throw new BackupProblem(`${file} is no backup of Millwright.`);
  const newer = header.logs.find(({ migration }) => migration > newestMigration);
  if (newer)
    throw new BackupProblem(`${file} was made by a newer Millwright (${header.millwright}); restore it with that one.`);
  return header;
}

async function fill(directory: string, file: string, header: BackupHeader, progress: Progress): Promise<void> {
  const server = await startEmbeddedPostgres({ directory: join(directory, 'postgres') });
  try {
    await ensureDatabase(server);
    for (const { service, migration } of header.logs) await migrate(server, service, migration);
    await load(server.url(databaseName), file, progress);
    for (const { service } of header.logs) await migrate(server, service);
    await raiseEpochs(server.url(databaseName), header, progress);
  } finally {
    await server.stop();
  }
}

/** Up to the step at which the rows were backed up, and when they are there, through all later ones. */
function migrate(server: EmbeddedServer, service: string, upTo?: number): Promise<void> {
  const { username, password } = new URL(serviceUrl(server, service));
  const role = { name: username, password };
  return migrateEventLog({ ownerUrl: server.url(databaseName), service, role, upTo });
}

async function load(url: string, file: string, progress: Progress): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'millwright restore' });
  await client.connect();
  try {
    let copy: CopyIn | undefined;
    for await (const { kind, data } of readBackupFile(file)) {
      if (kind === 'D') await copy?.write(data);
      if (kind !== 'T') continue;
      await copy?.end();
      const table = JSON.parse(data.toString()) as BackupTable;
      progress.say(tableName(table));
      await client.query(`truncate ${nameOf(table)}`);
      copy = client.query(new CopyIn(`copy ${nameOf(table)} (${table.columns.map(quoted).join(', ')}) from stdin`));
    }
    await copy?.end();
    // Without statistics the first reads of a large log would choose their plans blindly.
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

const nameOf = ({ service, table }: BackupTable): string => `${quoted(logSchema(service))}.${quoted(table)}`;

async function raiseEpochs(url: string, { logs, madeAt }: BackupHeader, progress: Progress): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'millwright restore' });
  await client.connect();
  try {
    for (const { service, position } of logs) {
      const epoch = await raiseEpochOf(client, service, `restored from the backup of ${madeAt}`);
      progress.say(`${service}: position ${position}, from here on epoch ${epoch}`);
    }
  } finally {
    await client.end();
  }
}
