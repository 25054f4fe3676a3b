import type { Recorded } from '@millwright/event-sourcing';
import { rowsOf, type Sql } from './checkpoints.sql.js';

export interface ParkedEvent {
  /** `read-model:<name>` or `reaction:<name>` */
  readonly consumer: string;
  readonly position: number;
  readonly stream: string;
  readonly reason: string;
  readonly parkedAt: Date;
}

/** Not the event's fault: the database went away, was too busy, or another leader took over. Such work is done again. */
export const isOutage = (error: unknown): boolean => {
  const { code, message } = error as { code?: string; message?: string };
  return (
    /^(08\w{3}|53\w{3}|57\w{3}|40001|40P01|55P03|25P0[234]|E[A-Z]{4,})$/.test(code ?? '') ||
    /Connection terminated|timeout exceeded|Driver not Connected|Cannot use a pool/i.test(message ?? '')
  );
};

export const streamOf = ({ site, category, id }: Pick<Recorded, 'site' | 'category' | 'id'>): string =>
  `${site}/${category}/${id}`;

export interface Parked {
  /** Streams that wait, as `<consumer> <stream>`. */
  readonly streams: Set<string>;
  /** Events that are left out for good, as `<consumer> <position>`. */
  readonly discarded: ReadonlySet<string>;
}

export const nothingParked = (): Parked => ({ streams: new Set(), discarded: new Set() });

export async function parkedFor(db: Sql, consumers: readonly string[]): Promise<Parked> {
  const rows = rowsOf<{ consumer: string; stream: string; position: string; state: string }>(
    await db.query(
      `select consumer, stream, position, state from parked where state in ('parked', 'discarded') and consumer = any($1::text[])`,
      [consumers],
    ),
  );
  return {
    streams: new Set(
      rows.filter(({ state }) => state === 'parked').map(({ consumer, stream }) => `${consumer} ${stream}`),
    ),
    discarded: new Set(
      rows.filter(({ state }) => state === 'discarded').map(({ consumer, position }) => `${consumer} ${position}`),
    ),
  };
}

export const park = (db: Sql, consumer: string, event: Recorded, reason: string): Promise<unknown> =>
  db.query(
    `insert into parked (consumer, position, stream, reason) values ($1, $2, $3, $4)
     on conflict (consumer, position) do update set reason = excluded.reason, state = 'parked' where parked.state <> 'discarded'`,
    [consumer, event.position, streamOf(event), reason.slice(0, 2_000)],
  );

export const parkedEvents = async (
  db: Sql,
  { consumer, stream }: { consumer?: string; stream?: string } = {},
): Promise<ParkedEvent[]> =>
  rowsOf<ParkedEvent>(
    await db.query(
      `select consumer, position, stream, reason, parked_at as "parkedAt" from parked
        where state = 'parked' and ($1::text is null or consumer = $1) and ($2::text is null or stream = $2) order by consumer, position limit 1000`,
      [consumer ?? null, stream ?? null],
    ),
  ).map((row) => ({ ...row, position: Number(row.position) }));

export const settle = (db: Sql, consumer: string, position: number, state: 'resumed' | 'discarded'): Promise<unknown> =>
  db.query(`update parked set state = $3 where consumer = $1 and position = $2 and state = 'parked'`, [
    consumer,
    position,
    state,
  ]);
