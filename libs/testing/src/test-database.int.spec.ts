import { Client } from 'pg';
import { createTestDatabase, useTestDatabase } from './test-database.js';

const database = useTestDatabase();

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a test database', () => {
  it('is a PostgreSQL 18 of its own', async () => {
    await expect(query(database.url, 'select current_database() as name')).resolves.toEqual([{ name: database.name }]);
    await expect(query(database.url, 'show server_version')).resolves.toEqual([
      { server_version: expect.stringMatching(/^18/) },
    ]);
    expect(database.name).toMatch(/^test_database_int_/);
  });

  it('goes away when it is dropped, also while someone is connected', async () => {
    const other = await createTestDatabase();
    const guest = new Client({ connectionString: other.url });
    guest.on('error', () => undefined);
    await guest.connect();
    await other.drop();
    await expect(query(database.url, `select 1 from pg_database where datname = '${other.name}'`)).resolves.toEqual([]);
    await guest.end().catch(() => undefined);
  });
});
