const fs = require('node:fs');
const path = require('node:path');
const { Client } = require('pg');
require('./typescript-sources.js');

const { startEmbeddedPostgres, DatabaseInUseError } = require('../../platform/src/postgres/embedded-postgres.ts');
const CACHE = path.resolve(__dirname, '../../../.cache/test-postgres');
const MOST_RUNS_AT_ONCE = 8;

/** One server for the whole run. Runs at the same time each take a directory of their own; one left by a killed run is used again. */
async function startTestPostgres() {
  for (let slot = 1; slot <= MOST_RUNS_AT_ONCE; slot += 1) {
    const server = await startIn(path.join(CACHE, `slot-${slot}`));
    if (server) return server;
  }
  throw new Error(`${MOST_RUNS_AT_ONCE} test runs are using the directories in ${CACHE}: end one of them first.`);
}

async function startIn(directory) {
  try {
    return await emptied(await startEmbeddedPostgres({ directory, durable: false }));
  } catch (error) {
    if (error instanceof DatabaseInUseError) return undefined;
    if (!fs.existsSync(path.join(directory, 'data'))) throw error;
    // Without fsync a power cut or an upgrade leaves data that nobody needs.
    fs.rmSync(directory, { recursive: true, force: true });
    return startEmbeddedPostgres({ directory, durable: false });
  }
}

async function emptied(server) {
  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  const left = await client.query(
    `select format('drop database %I with (force)', datname) as statement from pg_database where datname not in ('postgres', 'template0', 'template1')
     union all select format('drop role %I', rolname) from pg_roles where rolname <> $1 and rolname not like 'pg\\_%'`,
    [server.user],
  );
  for (const { statement } of left.rows) await client.query(statement);
  await client.end();
  return server;
}

module.exports = { startTestPostgres };
