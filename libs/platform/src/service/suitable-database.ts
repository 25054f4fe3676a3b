import { logVersion, newestMigration, type EventLog } from '@millwright/event-log';
import type { DataSource } from 'typeorm';
import { DatabaseTrouble } from './database-trouble.js';

const nowKnown = `this one knows the steps up to ${newestMigration}`;

/**
 * Throws where this code cannot work on the log; returns a sentence where it can although the log is of a newer version,
 * as while versions are exchanged: only what a newer version has declared to suit older code is taken.
 */
export async function newerLog({ pool, connection: { service } }: EventLog): Promise<readonly string[]> {
  const version = await logVersion(pool);
  if (version === undefined || version.step < newestMigration)
    throw new DatabaseTrouble(
      `The log of ${service} ${version ? `is at step ${version.step}, and this version needs step ${newestMigration}` : 'has not been made'}: run main.js migrate, or set MILLWRIGHT_DATABASE_OWNER_URL`,
    );
  const { step, suits } = version;
  if (step === newestMigration) return [];
  const newer = `The log of ${service} is at step ${step} of a newer version of Millwright; ${nowKnown}`;
  if (suits === null || suits > newestMigration)
    throw new DatabaseTrouble(`${newer} and cannot work on it: run the newer version, or restore a backup`);
  return [`${newer}, and may work on it while versions are exchanged`];
}

/** Steps of the read models that this code has not heard of. They only add, so it can work on. */
export async function newerReadModels(database: DataSource, service: string): Promise<readonly string[]> {
  const known = new Set(database.migrations.map(({ name, constructor }) => name ?? constructor.name));
  const rows: readonly { name: string }[] = await database.query('select name from read_model_migrations order by id');
  const newer = rows.map(({ name }) => name).filter((name) => !known.has(name));
  if (newer.length === 0) return [];
  return [
    `The read models of ${service} have been through steps of a newer version of Millwright, which this one does not know: ${newer.join(', ')}`,
  ];
}
