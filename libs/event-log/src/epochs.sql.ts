import type { Pool } from 'pg';

/** An epoch that began with a restore. */
export interface Epoch {
  readonly epoch: number;
  /** What had been recorded after this position in the epochs before is lost. */
  readonly cut: number;
  readonly raisedAt: Date;
  readonly reason: string;
}

export const epochs = async (pool: Pool): Promise<Epoch[]> =>
  (await pool.query<Epoch>('select epoch, cut, raised_at as "raisedAt", reason from epochs order by epoch')).rows;

/** See migration 0003. */
export const raiseEpoch = async (pool: Pool, reason: string): Promise<number> =>
  (await pool.query<{ epoch: number }>('select raise_epoch($1) as epoch', [reason])).rows[0].epoch;

/** From now on nothing is added to the log, by whatever process, until its epoch has been raised. */
export const haltLog = (pool: Pool, why: string): Promise<unknown> =>
  pool.query('update log_head set halted = $1 where halted is null', [why]);

/** SQLSTATE with which a halted log refuses an append. */
export const haltedCode = 'MW001';
