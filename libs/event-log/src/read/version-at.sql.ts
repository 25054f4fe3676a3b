import type { Pool } from 'pg';

/** The version of a stream when the log was at a position; 0 before its first event. */
export const versionAt = async (pool: Pool, stream: string, position: number): Promise<number> =>
  (
    await pool.query<{ version: number }>({
      name: 'version-at',
      text: 'select coalesce(max(version), 0)::int as version from events where stream = $1 and position <= $2',
      values: [stream, position],
    })
  ).rows[0].version;
