import { migrateEventLog, type EventLog } from '@millwright/event-log';
import type { DataSource } from 'typeorm';
import { DatabaseTrouble, troubleOf, type DatabasePlace } from './database-trouble.js';
import { migrateReadModels } from './migrate-read-models.js';
import type { ServiceDatabase } from './plant.js';
import { newerLog, newerReadModels } from './suitable-database.js';

interface Migrated {
  readonly log: EventLog;
  readonly database: DataSource;
}

/**
 * Brings the log and the read models to today's state; where the owner of the database is not known, the read models alone.
 * Returns what a newer version has made there, in sentences.
 */
export async function migrateService(
  { log, database }: Migrated,
  { url, ownerUrl }: ServiceDatabase,
): Promise<readonly string[]> {
  const { service } = log.connection;
  if (ownerUrl)
    await inSentences({ url: ownerUrl, setting: 'MILLWRIGHT_DATABASE_OWNER_URL' }, () =>
      migrateEventLog({ ownerUrl, service, role: roleOf(url) }),
    );
  return inSentences({ url, setting: 'MILLWRIGHT_DATABASE_URL' }, async () => {
    if (!database.isInitialized) await database.initialize();
    const newer = await newerLog(log);
    await migrateReadModels(database, service);
    return [...newer, ...(await newerReadModels(database, service))];
  });
}

function roleOf(url: string): { readonly name: string; readonly password: string } {
  const { username, password } = new URL(url);
  return { name: decodeURIComponent(username), password: decodeURIComponent(password) };
}

async function inSentences<T>(place: DatabasePlace, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const trouble = troubleOf(error, place);
    throw trouble === undefined ? error : new DatabaseTrouble(trouble, { cause: error });
  }
}
