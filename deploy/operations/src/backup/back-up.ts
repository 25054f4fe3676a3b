import { existsSync, readFileSync } from 'node:fs';
import { link, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { backedUpTables, columnsOf, cutOfLogs, logSchema, siteOf, type LogCut } from '@millwright/event-log';
import { reachEmbeddedPostgres } from '@millwright/platform';
import { databaseName } from '@millwright/site';
import { Client } from 'pg';
import type { Progress } from '../progress.js';
import { type Frame, jsonFrame, writeBackupFile } from './backup-file.js';
import { FORMAT, type BackupHeader, type BackupTable, tableName } from './backup-format.js';
import { CopyOut } from './copy-out.js';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const millwrightVersion = (): string =>
  (JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string }).version;

/**
 * All logs of a site in one snapshot, into one file, while the plant works on. The snapshot is of one database, so nothing
 * in it was heard by one service and not recorded by the other.
 */
export async function backUp(file: string, directory: string, progress: Progress): Promise<BackupHeader> {
  if (existsSync(file)) throw new Error(`${file} exists already.`);
  const server = await reachEmbeddedPostgres(join(resolve(directory), 'postgres'));
  const client = new Client({ connectionString: server.url(databaseName), application_name: 'millwright backup' });
  try {
    await client.connect();
    await client.query('begin isolation level repeatable read read only');
    const header = await headerOf(client);
    await writeWhole(file, client, header, progress);
    await client.query('commit');
    return header;
  } finally {
    await client.end().catch(() => undefined);
    await server.leave();
  }
}

async function headerOf(client: Client): Promise<BackupHeader> {
  const logs = await cutOfLogs(client);
  const { rows } = await client.query<{ postgres: string; madeAt: Date }>(
    `select current_setting('server_version') as postgres, now() as "madeAt"`,
  );
  let site: string | undefined;
  for (const { service } of logs) site ??= await siteOf(client, service);
  return {
    format: FORMAT,
    millwright: millwrightVersion(),
    postgres: rows[0].postgres,
    madeAt: rows[0].madeAt.toISOString(),
    site,
    logs,
  };
}

/** The name appears when the file is complete; one that is there already is left as it is. */
async function writeWhole(file: string, client: Client, header: BackupHeader, progress: Progress): Promise<void> {
  const unfinished = `${file}.unfinished`;
  await rm(unfinished, { force: true });
  const rows: Record<string, number> = {};
  try {
    await writeBackupFile(unfinished, framesOf(client, header, rows, progress), () => rows);
    await link(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function* framesOf(
  client: Client,
  header: BackupHeader,
  rows: Record<string, number>,
  progress: Progress,
): AsyncIterable<Frame> {
  yield jsonFrame('H', header);
  for (const log of header.logs) {
    for (const source of backedUpTables) {
      const columns = await columnsOf(client, log.service, source.table);
      const table = { service: log.service, table: source.table, columns };
      yield jsonFrame('T', table);
      rows[tableName(table)] = 0;
      for await (const chunk of client.query(new CopyOut(copyStatement(table, source)))) {
        rows[tableName(table)] += chunk.rows;
        yield { kind: 'D', data: chunk.data };
        progress.advance(log.service, rows[`${log.service}.events`] ?? 0, log.position);
      }
    }
    progress.say(summaryOf(log, rows));
  }
}

function copyStatement(
  { service, table, columns }: BackupTable,
  { where, orderBy }: { readonly where?: string; readonly orderBy?: string },
): string {
  const from = `${quoted(logSchema(service))}.${quoted(table)}`;
  const select = `select ${columns.map(quoted).join(', ')} from ${from}`;
  return `copy (${select}${where ? ` where ${where}` : ''}${orderBy ? ` order by ${orderBy}` : ''}) to stdout`;
}

const summaryOf = ({ service, epoch, position }: LogCut, rows: Readonly<Record<string, number>>): string =>
  `${service}: up to position ${position} of epoch ${epoch}, ${rows[`${service}.commands`]} commands`;
