import { createHash } from 'node:crypto';
import type { EmbeddedServer } from '@millwright/platform';
import { Client } from 'pg';

export const databaseName = 'millwright';

/** One database with a schema and a role per service, so that a backup is one cut. */
export async function ensureDatabase(server: EmbeddedServer): Promise<void> {
  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}

/** The role of a service; its password derives from the server's own, so that there is one secret to keep. */
export function serviceUrl(
  server: Pick<EmbeddedServer, 'url' | 'password' | 'socketDirectory'>,
  service: string,
): string {
  const url = new URL(server.url(databaseName));
  url.username = `millwright_${service}`;
  url.password = createHash('sha256').update(`${server.password}/${service}`).digest('hex');
  // Over a socket of the file system each statement costs a good deal less than over the network.
  if (server.socketDirectory) url.searchParams.set('host', server.socketDirectory);
  return url.href;
}
