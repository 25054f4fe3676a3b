import { parseArgs } from 'node:util';
import { raiseEpochOf } from '@millwright/event-log';
import { declared, readSettings } from '@millwright/platform';
import { Client } from 'pg';
import { restoreInto } from './backup/restore-into.js';
import { Progress } from './progress.js';
import { runProgram } from './run-program.js';

const usage = `Restores a site from a backup into a new data directory, also one of a newer PostgreSQL.

  npm run restore -- <file> [--data millwright-data]
  npm run restore -- --raise-epoch <service>

A file that is damaged or not complete is refused before anything is made. What is recorded after the restore gets a new
epoch, so that it can be told from what was recorded after the backup and is lost.

  --data         the directory to make; without it MILLWRIGHT_DATA, and millwright-data without that
  --raise-epoch  only that, for a service whose database was restored by pg_restore; needs MILLWRIGHT_DATABASE_OWNER_URL
`;

const progress = new Progress(process.stderr);

async function mustHaveLog(client: Client, service: string): Promise<void> {
  const { rows } = await client.query<{ service: string }>(
    `select left(table_schema, -4) as service from information_schema.tables where table_name = 'log_head' order by 1`,
  );
  const there = rows.map((row) => row.service);
  if (!there.includes(service))
    throw new Error(
      `This database has no log of ${service}; it has ${there.length === 0 ? 'none' : `that of ${there.join(', ')}`}. Name one of those, or another database.`,
    );
}

async function raise(service: string): Promise<void> {
  const url = readSettings('restore', process.env).maybe(declared.databaseOwnerUrl);
  if (!url)
    throw new Error('MILLWRIGHT_DATABASE_OWNER_URL is not set; it should connect as the owner of the database.');
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await mustHaveLog(client, service);
    progress.say(
      `${service} records in epoch ${await raiseEpochOf(client, service, 'restored from a backup')} from now on.`,
    );
  } finally {
    await client.end();
  }
}

async function restore(file: string, directory: string): Promise<void> {
  const started = Date.now();
  const { madeAt, site } = await restoreInto(file, directory, progress);
  progress.say(
    `${directory} holds the site as of ${madeAt} (${((Date.now() - started) / 1000).toFixed(1)} s). ` +
      `Start it with MILLWRIGHT_SITE=${site ?? '<as before>'}; its read models are computed then.`,
  );
}

runProgram(async () => {
  const { values, positionals } = parseArgs({
    options: { data: { type: 'string' }, 'raise-epoch': { type: 'string' }, help: { type: 'boolean', default: false } },
    allowPositionals: true,
    strict: true,
  });
  const service = values['raise-epoch'];
  if (values.help) process.stdout.write(usage);
  else if (service !== undefined) await raise(service);
  else if (positionals.length !== 1) throw new Error(`Name the file to restore.\n\n${usage}`);
  else await restore(positionals[0], values.data ?? readSettings('restore', process.env).of(declared.dataDirectory));
  return 0;
});
