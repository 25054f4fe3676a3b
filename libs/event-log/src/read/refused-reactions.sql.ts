import type { Pool } from 'pg';

export interface RefusedReaction {
  /** `reaction:<name>` or `timer:<name>` */
  readonly principal: string;
  readonly key: string;
  readonly refusal: { readonly code: string; readonly detail: string };
  readonly position: number;
  readonly recordedAt: Date;
}

/** What the service wanted to do by itself and its rules forbade, newest first. */
export const refusedReactions = async (pool: Pool, limit: number, before: number): Promise<RefusedReaction[]> =>
  (
    await pool.query<RefusedReaction>(
      `select principal, key, answer as refusal, position, recorded_at as "recordedAt" from commands
        where outcome = 'refused' and (principal like 'reaction:%' or principal like 'timer:%') and position < $2
        order by position desc, principal, key limit $1`,
      [limit, before],
    )
  ).rows;
