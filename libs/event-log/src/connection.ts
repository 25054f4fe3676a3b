import { Pool, types, type CustomTypesConfig } from 'pg';

// Positions are bigints; they stay far below 2^53 and are used as numbers everywhere.
types.setTypeParser(20, Number);

/** Another library of the process may have changed its mind about bigints for everybody; the log must not notice. */
const positionsAsNumbers: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === 20 ? Number : (types.getTypeParser(oid, format as 'text') as never),
};

export interface LogConnection {
  /** Connects as the service's role. */
  readonly url: string;
  readonly service: string;
  /** ISA-95 site whose events this log holds; the first part of every stream's name. */
  readonly site: string;
  /** No other process uses this log, so nobody has to be told when it grows. */
  readonly alone?: boolean;
}

export const logSchema = (service: string): string => `${service}_log`;

/**
 * Reads of the log find streams and positions by index. With the statistics of a young log the planner would rather scan
 * and hash all of it, and keep doing so with a prepared plan while the log grows.
 */
const byIndex =
  '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan';

/**
 * A process that is suspended in the middle of an append holds the lock that every writer waits for; PostgreSQL ends its
 * transaction after this time, and the append is simply made again.
 */
const longestAppend = 5_000;

const settings = ({ service, alone }: LogConnection): string =>
  `-c search_path=${logSchema(service)} ${byIndex} -c millwright.alone=${alone ? 'on' : 'off'}`;

/** Two connections: while one call is being committed, the next one is on its way. */
export const appendPool = (connection: LogConnection): Pool =>
  new Pool({
    connectionString: connection.url,
    max: 2,
    types: positionsAsNumbers,
    options: `${settings(connection)} -c transaction_timeout=${longestAppend}`,
    application_name: `${connection.service} append`,
  });

/** What this pool writes are marks and leases: lost in a crash of the database, they are worked out again. */
const relaxed = '-c synchronous_commit=off';

export const readPool = (connection: LogConnection): Pool =>
  new Pool({
    connectionString: connection.url,
    max: 4,
    types: positionsAsNumbers,
    options: `${settings(connection)} ${relaxed}`,
    application_name: `${connection.service} log`,
  });
