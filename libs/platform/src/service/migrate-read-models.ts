import type { DataSource } from 'typeorm';

/** Two replicas that migrate at once would collide, so one waits for the other. */
export async function migrateReadModels(database: DataSource, service: string): Promise<void> {
  const runner = database.createQueryRunner();
  await runner.connect();
  try {
    await runner.query('select pg_advisory_lock(hashtextextended($1, 0))', [`millwright.read-models.${service}`]);
    await database.runMigrations({ transaction: 'each' });
    await runner.query('select pg_advisory_unlock(hashtextextended($1, 0))', [`millwright.read-models.${service}`]);
  } finally {
    await runner.release();
  }
}
