import type { Pool } from 'pg';

export interface LogVersion {
  /** The last step that the log has gone through. */
  readonly step: number;
  /** The step that code must know to work on it; null where nobody has said so. */
  readonly suits: number | null;
}

const missingTable = '42P01';

/** Undefined where the log has not been made, or this role may not see it. */
export async function logVersion(pool: Pool): Promise<LogVersion | undefined> {
  try {
    // The column is missing in a log that was migrated last before there was one.
    const { rows } = await pool.query<LogVersion>(
      `select number as step, (to_jsonb(log_migrations) ->> 'suits')::int as suits
         from log_migrations order by number desc limit 1`,
    );
    return rows.at(0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === missingTable) return undefined;
    throw error;
  }
}
