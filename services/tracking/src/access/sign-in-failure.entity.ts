import type { EntityManager } from 'typeorm';
import { lockedSeconds } from './lockout.rules.js';

/** By the number of failures, from the first on; it grows no more after the last. */
const locks = Array.from({ length: 12 }, (_, n) => lockedSeconds(n + 1));

/**
 * Counts an attempt as failed before it is looked at, in one statement, so that guesses sent at once do not pass beside the
 * count. Names that nobody has are counted too: whoever guesses cannot tell them apart. Returns for how many seconds the
 * name is locked.
 */
export async function beginAttempt(db: EntityManager, name: string): Promise<number> {
  const counted: unknown[] = await db.query(
    `insert into sign_in_failure as f (name, failures, at, locked_until) values ($1, 1, now(), now())
     on conflict (name) do update set failures = f.failures + 1, at = now(),
       locked_until = now() + make_interval(secs => ($2::integer[])[least(f.failures + 1, ${locks.length})])
       where f.locked_until <= now()
     returning failures`,
    [name, locks],
  );
  if (counted.length > 0) return 0;
  const [row]: { seconds: number }[] = await db.query(
    `select greatest(1, ceil(extract(epoch from locked_until - now())))::integer as seconds from sign_in_failure where name = $1`,
    [name],
  );
  return row?.seconds ?? 1;
}

export async function attemptSucceeded(db: EntityManager, name: string): Promise<void> {
  // Guessers of names leave a row each, which nobody needs a day later.
  await db.query(`delete from sign_in_failure where name = $1 or at < now() - interval '1 day'`, [name]);
}
