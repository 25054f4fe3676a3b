import type { EntityManager } from 'typeorm';

export interface Attempt {
  readonly at: string;
  /** Of the answer; without one, `error` says why there is none. */
  readonly status?: number;
  readonly error?: string;
  readonly milliseconds: number;
}

/** One event for one webhook. */
export interface Delivery {
  readonly event: string;
  readonly position: number;
  readonly type: string;
  readonly state: 'pending' | 'delivered' | 'given-up';
  /** How often it was tried since it was read from the log or asked for again. */
  readonly attempts: number;
  readonly firstAt: string;
  readonly nextAt: string | null;
  /** What there is new of it. */
  readonly attempt?: Attempt;
}

export interface LoggedDelivery extends Omit<Delivery, 'attempt'> {
  readonly log: readonly Attempt[];
}

/** An event that is sent again keeps its row, and the attempts before are kept in its log. */
export const recordDeliveries = (
  db: EntityManager,
  webhook: string,
  deliveries: readonly Delivery[],
): Promise<unknown> =>
  db.query(
    `insert into webhook_deliveries (webhook, event_id, position, type, state, attempts, first_at, next_at, log)
     select $1, d->>'event', (d->>'position')::bigint, d->>'type', d->>'state', (d->>'attempts')::int,
            (d->>'firstAt')::timestamptz, (d->>'nextAt')::timestamptz,
            case when d ? 'attempt' then jsonb_build_array(d->'attempt') else '[]' end
       from jsonb_array_elements($2::jsonb) as d
     on conflict (webhook, event_id) do update set state = excluded.state, attempts = excluded.attempts,
       first_at = excluded.first_at, next_at = excluded.next_at, changed_at = clock_timestamp(),
       log = webhook_deliveries.log || excluded.log`,
    [webhook, JSON.stringify(deliveries)],
  );

const columns = `event_id as event, position, type, state, attempts, first_at as "firstAt", next_at as "nextAt"`;

interface Row extends Omit<LoggedDelivery, 'position' | 'firstAt' | 'nextAt'> {
  readonly position: string;
  readonly firstAt: Date;
  readonly nextAt: Date | null;
}

const deliveryOf = (row: Row): LoggedDelivery => ({
  ...row,
  position: Number(row.position),
  firstAt: row.firstAt.toISOString(),
  nextAt: row.nextAt?.toISOString() ?? null,
});

/** Those that are to be tried again, the next one first. */
export const pendingOf = async (db: EntityManager, webhook: string, limit: number): Promise<Delivery[]> => {
  const rows: Row[] = await db.query(
    `select ${columns} from webhook_deliveries where webhook = $1 and state = 'pending' order by next_at, position limit $2`,
    [webhook, limit],
  );
  return rows.map(deliveryOf);
};

/** A receiver that answers again gets what it has missed, a little scattered. */
export const hastenPending = (db: EntityManager, webhook: string): Promise<unknown> =>
  db.query(
    `update webhook_deliveries set next_at = least(next_at, clock_timestamp() + random() * interval '2 seconds')
      where webhook = $1 and state = 'pending'`,
    [webhook],
  );

/** Newest events first. */
export const listDeliveries = async (
  db: EntityManager,
  webhook: string,
  { limit, before, state }: { readonly limit: number; readonly before: number; readonly state?: string },
): Promise<LoggedDelivery[]> => {
  const rows: Row[] = await db.query(
    `select ${columns}, log from webhook_deliveries
      where webhook = $1 and position < $2 and ($3::text is null or state = $3) order by position desc limit $4`,
    [webhook, before, state ?? null, limit],
  );
  return rows.map(deliveryOf);
};

/** What has come to its end stays to be looked at for a week. */
export const pruneDeliveries = (db: EntityManager): Promise<unknown> =>
  db.query(
    `delete from webhook_deliveries where state <> 'pending' and changed_at < clock_timestamp() - interval '7 days'`,
  );
