import { Client } from 'pg';

/** The first column of the first row of a query, as a number. */
export async function numberFrom(url: string, sql: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return Number(Object.values(rows[0])[0]);
  } finally {
    await client.end();
  }
}

/** Throws unless the query finds exactly so many: a figure is shown for work that was done. */
export async function mustCount(url: string, sql: string, expected: number): Promise<void> {
  const counted = await numberFrom(url, sql);
  if (counted !== expected) throw new Error(`Counted ${counted} instead of ${expected}: ${sql}`);
}
