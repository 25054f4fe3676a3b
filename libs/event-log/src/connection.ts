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
}

export const logSchema = (service: string): string => `${service}_log`;

/**
 * A process that is suspended in the middle of an append holds the lock that every writer waits for; PostgreSQL ends its
 * transaction after this time, and the append is simply made again.
 */
const longestAppend = 5_000;

export const appendPool = ({ url, service }: LogConnection): Pool =>
  new Pool({
    connectionString: url,
    max: 1,
    types: positionsAsNumbers,
    options: `-c search_path=${logSchema(service)} -c transaction_timeout=${longestAppend}`,
    application_name: `${service} append`,
  });

/**
 * Reads of the log find streams and positions by index. With the statistics of a young log the planner would rather scan
 * and hash all of it, and keep doing so with a prepared plan while the log grows.
 */
const byIndex =
  '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan';

/** What this pool writes are marks and leases: lost in a crash of the database, they are worked out again. */
const relaxed = '-c synchronous_commit=off';

export const readPool = ({ url, service }: LogConnection): Pool =>
  new Pool({
    connectionString: url,
    max: 4,
    types: positionsAsNumbers,
    options: `-c search_path=${logSchema(service)} ${byIndex} ${relaxed}`,
    application_name: `${service} log`,
  });
