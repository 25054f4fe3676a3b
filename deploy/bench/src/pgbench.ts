import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { dataOf } from './event.js';

const run = promisify(execFile);

export const pgbenchVersion = (): Promise<string | undefined> =>
  run('pgbench', ['--version']).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );

export const missing =
  'pgbench was not found, so its column is missing and the goal beside it is not judged. Debian and Ubuntu have it in postgresql-contrib or in the package of the server.';

/** The least that a durable insert can be: one prepared INSERT per transaction, one primary key, nothing checked. */
export async function preparePgbench(url: string, folder: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    'create table rows (id bigint generated always as identity primary key, stream text not null, version int not null, type text not null, data json not null)',
  );
  await client.end();
  const script = join(folder, 'insert.sql');
  // A colon before a letter would be a variable of pgbench; JSON.stringify puts a quote, brace or digit behind each.
  const data = JSON.stringify(dataOf(7)).replaceAll("'", "''");
  const insert = `insert into rows (stream, version, type, data) values (:stream, 1, 'PartMeasured', '${data}');`;
  await writeFile(script, `\\set stream random(1, 1000000)\n${insert}\n`);
  return script;
}

/** Transactions a second, as pgbench says, and how many there were. */
export async function pgbench(
  url: string,
  script: string,
  { clients, seconds }: { readonly clients: number; readonly seconds: number },
): Promise<{ rate: number; calls: number }> {
  const threads = Math.min(clients, 2);
  const options = ['-n', '-M', 'prepared', '-c', clients, '-j', threads, '-T', seconds, '-f', script, url].map(String);
  const { stdout } = await run('pgbench', options);
  const rate = /tps = ([\d.]+) \(without initial connection time\)/.exec(stdout)?.[1];
  const calls = /number of transactions actually processed: (\d+)/.exec(stdout)?.[1];
  if (!rate || !calls) throw new Error(`pgbench answered with something else:\n${stdout}`);
  return { rate: Number(rate), calls: Number(calls) };
}
