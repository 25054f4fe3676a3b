import type { EntityManager } from 'typeorm';

/** How far a webhook has come. */
export interface Standing {
  readonly position: number;
  /** Attempts that have failed since the last that did not. */
  readonly failures: number;
  readonly failingSince: string | null;
}

interface Row {
  readonly position: string;
  readonly failures: number;
  readonly failing_since: Date | null;
}

/** Begins where the webhook does, when nothing is known of it yet. */
export async function standingOf(db: EntityManager, webhook: string, start: number): Promise<Standing> {
  await db.query('insert into webhook_cursors (webhook, position) values ($1, $2) on conflict do nothing', [
    webhook,
    start,
  ]);
  const [{ position, failures, failing_since }]: Row[] = await db.query(
    'select position, failures, failing_since from webhook_cursors where webhook = $1',
    [webhook],
  );
  return { position: Number(position), failures, failingSince: failing_since?.toISOString() ?? null };
}

/** False when somebody else has set it meanwhile: a replay was asked for, or another process leads. */
export async function moveStanding(
  db: EntityManager,
  webhook: string,
  from: number,
  { position, failures, failingSince }: Standing,
): Promise<boolean> {
  const moved: unknown[] = await db.query(
    `with moved as (update webhook_cursors set position = $3, failures = $4, failing_since = $5
                     where webhook = $1 and position = $2 returning webhook) select webhook from moved`,
    [webhook, from, position, failures, failingSince],
  );
  return moved.length === 1;
}

/** Whoever has been disabled begins anew: what failed before does not count. */
export const forgetFailures = (db: EntityManager, webhook: string): Promise<unknown> =>
  db.query('update webhook_cursors set failures = 0, failing_since = null where webhook = $1', [webhook]);

export const setPosition = (db: EntityManager, webhook: string, position: number): Promise<unknown> =>
  db.query(
    `insert into webhook_cursors (webhook, position) values ($1, $2)
     on conflict (webhook) do update set position = excluded.position`,
    [webhook, position],
  );

/** Of those that are sent to, how many have not taken what came last. */
export async function countFailing(db: EntityManager): Promise<number> {
  const [{ count }]: { count: number }[] = await db.query(
    `select count(*)::int as count from webhook_cursors join webhook using (webhook) where failures > 0 and status = 'enabled'`,
  );
  return count;
}
