import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { logSchema, type LogConnection } from '../connection.js';
import { ReadModelClient } from './read-model-client.js';

type Class = abstract new (...args: never[]) => object;

/**
 * The database of a service's read models, connected to as the service's role. The tables of the log are found behind its
 * own. What is lost of a read model in a crash is computed again from the log, so nothing here waits for the disk.
 */
export const readModelDatabase = (
  { url, service }: Pick<LogConnection, 'url' | 'service'>,
  {
    entities = [],
    migrations = [],
    most = 6,
  }: { readonly entities?: readonly Class[]; readonly migrations?: readonly Class[]; readonly most?: number } = {},
): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    installExtensions: false,
    entities: [...entities] as never[],
    migrations: [...migrations] as never[],
    migrationsTableName: 'read_model_migrations',
    applicationName: `${service} read models`,
    extra: {
      Client: ReadModelClient,
      options: `-c search_path=${service},${logSchema(service)} -c synchronous_commit=off`,
      max: most,
    },
  });

/** The connections of a database of read models; undefined before it was connected to. */
export const poolOf = ({ driver }: DataSource): Pool | undefined =>
  (driver as PostgresDriver).master as Pool | undefined;
