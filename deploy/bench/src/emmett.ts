import { endAllPools } from '@event-driven-io/dumbo';
import { getPostgreSQLEventStore, type PostgresEventStore } from '@event-driven-io/emmett-postgresql';
import { Pool } from 'pg';
import { dataOf } from './event.js';

export type MeasuredEvent = { readonly type: 'PartMeasured'; readonly data: Record<string, unknown> };

/** With a pool of its own, of the size that emmett takes when nothing is said. */
export async function openEmmett(url: string): Promise<{ store: PostgresEventStore; close(): Promise<void> }> {
  const pool = new Pool({ connectionString: url, max: 10 });
  pool.on('error', () => undefined);
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pooled: true, pool } });
  await store.schema.migrate();
  return {
    store,
    close: async () => {
      await store.close();
      if (!pool.ended) await pool.end();
      // Its consumers have pools of their own.
      await endAllPools();
    },
  };
}

export const measured = (n: number): MeasuredEvent => ({
  type: 'PartMeasured',
  data: dataOf(n) as Record<string, unknown>,
});

export const countMessages = `select count(*) from emt_messages`;
