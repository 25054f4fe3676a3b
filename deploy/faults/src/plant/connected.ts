import { Client } from 'pg';

/** Asks a database over a connection of its own. */
export async function connected<T>(url: string, question: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'faults' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await question(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
