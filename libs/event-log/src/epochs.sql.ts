import type { Client, Pool } from 'pg';
import { logSchema } from './connection.js';

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

/** The new epoch of the log in the search path; see migration 0003. */
export const raiseEpoch = async (db: Pool | Client, reason: string): Promise<number> =>
  (await db.query<{ epoch: number }>('select raise_epoch($1) as epoch', [reason])).rows[0].epoch;

/** The same by a connection of the owner of the database. */
export async function raiseEpochOf(db: Client, service: string, reason: string): Promise<number> {
  await db.query(`set search_path = "${logSchema(service)}"`);
  return raiseEpoch(db, reason);
}

/** From now on nothing is added to the log, by whatever process, until its epoch has been raised. */
export const haltLog = (pool: Pool, why: string): Promise<unknown> =>
  pool.query('update log_head set halted = $1 where halted is null', [why]);

/** SQLSTATE with which a halted log refuses an append. */
export const haltedCode = 'MW001';
