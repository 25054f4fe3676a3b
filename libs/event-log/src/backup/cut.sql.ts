import type { Sql } from '../background/checkpoints.sql.js';
import { logSchema } from '../connection.js';

/** How far a log is, in the snapshot of the transaction that asks. */
export interface LogCut {
  readonly service: string;
  /** The step of the log's migrations that its tables are at. */
  readonly migration: number;
  readonly epoch: number;
  readonly position: number;
}

const rowsOf = <Row>(result: unknown): Row[] => (result as { rows: Row[] }).rows;

/** The logs of a database: every schema `<service>_log` that has a head. */
export async function cutOfLogs(db: Sql): Promise<LogCut[]> {
  const services = rowsOf<{ service: string }>(
    await db.query(
      `select left(nspname, -4) as service from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where relname = 'log_head' and nspname like '%\\_log' order by 1`,
    ),
  );
  const cuts: LogCut[] = [];
  for (const { service } of services) {
    const log = `"${logSchema(service)}"`;
    const [cut] = rowsOf<Omit<LogCut, 'service'>>(
      await db.query(
        `select (select max(number) from ${log}.log_migrations) as migration, epoch, position from ${log}.log_head`,
      ),
    );
    cuts.push({ ...cut, service, position: Number(cut.position) });
  }
  return cuts;
}

/** The site whose events a log holds; undefined while it holds none. */
export async function siteOf(db: Sql, service: string): Promise<string | undefined> {
  const [found] = rowsOf<{ site: string }>(
    await db.query(
      `select split_part(stream, '/', 1) as site from "${logSchema(service)}".events order by position limit 1`,
    ),
  );
  return found?.site;
}

/** The columns that a table of a log has now. */
export const columnsOf = async (db: Sql, service: string, table: string): Promise<string[]> =>
  rowsOf<{ name: string }>(
    await db.query(
      `select attname as name from pg_attribute where attrelid = format('%I.%I', $1::text, $2::text)::regclass
        and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
      [logSchema(service), table],
    ),
  ).map(({ name }) => name);
