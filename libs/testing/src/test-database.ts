import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { Client } from 'pg';

export interface TestDatabase {
  readonly name: string;
  readonly url: string;
}

/** A fresh database for this spec file, made before its first test and dropped after its last. Call it outside of describe. */
export function useTestDatabase(): TestDatabase {
  const database = plannedDatabase();
  beforeAll(() => administer(`create database "${database.name}"`));
  afterAll(() => administer(`drop database "${database.name}" with (force)`));
  return database;
}

export async function createTestDatabase(): Promise<TestDatabase & { drop(): Promise<void> }> {
  const database = plannedDatabase();
  await administer(`create database "${database.name}"`);
  return { ...database, drop: () => administer(`drop database "${database.name}" with (force)`) };
}

function plannedDatabase(): TestDatabase {
  const spec = basename(expect.getState().testPath ?? 'spec').replace(/\.spec\.ts$/, '');
  const name = `${spec
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 40)}_${randomBytes(4).toString('hex')}`;
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return { name, url: url.href };
}

function serverUrl(): string {
  const url = process.env.MILLWRIGHT_TEST_POSTGRES;
  if (url) return url;
  throw new Error(
    'There is no test database server: name the file *.int.spec.ts or *.e2e.spec.ts and run it with npm run test:int or test:e2e.',
  );
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
