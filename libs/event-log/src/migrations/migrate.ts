import { Client } from 'pg';
import { append } from './0002-append.js';
import { eventLog, eventPartitions } from './0001-event-log.js';
import { hear } from './0003-hear.js';
import { parking } from './0004-parking.js';
import { webhooks } from './0005-webhooks.js';

const migrations = [eventLog, append, hear, parking, webhooks];

export interface LogDatabase {
  /** Connects as the owner of the database, who may create schemas and roles. */
  readonly ownerUrl: string;
  /** The service; the log lives in the schema `<service>_log`, the read models in `<service>`, those being computed anew in `<service>_next`. */
  readonly service: string;
  /** The role that the service runs as. Created with this password when it does not exist. */
  readonly role: { readonly name: string; readonly password: string };
  /** Stops at this step: for rows of an older log, which then go through the later steps like any other. */
  readonly upTo?: number;
}

/**
 * The step that code must know to work on a log of today. While versions are exchanged, code of before works on what was
 * migrated already, so a step may only add (expand); one that takes something away (contract) raises this to the step
 * since which nobody needs it.
 */
const suits = 5;

/** The step that a log of today is at. */
export const newestMigration = migrations.length;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * Brings the schemas, the role and the log of one service to today's state. Safe to run at every start and from several
 * processes at once: an advisory lock lets one through at a time, and each numbered step runs once.
 */
export async function migrateEventLog({ ownerUrl, service, role, upTo = newestMigration }: LogDatabase): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtextextended('millwright.migrate', 0))`);
    const log = `${service}_log`;
    await ensureRole(client, role);
    await client.query(`create schema if not exists ${quoted(log)}`);
    await client.query(`create schema if not exists ${quoted(service)} authorization ${quoted(role.name)}`);
    await client.query(`create schema if not exists ${quoted(`${service}_next`)} authorization ${quoted(role.name)}`);
    await client.query(
      `create table if not exists ${quoted(log)}.log_migrations (number int primary key, applied_at timestamptz not null default now())`,
    );
    await client.query(`alter table ${quoted(log)}.log_migrations add column if not exists suits int`);
    const { rows } = await client.query<{ done: number }>(
      `select coalesce(max(number), 0) as done from ${quoted(log)}.log_migrations`,
    );
    for (let number = rows[0].done; number < upTo; number++) await step(client, log, number);
    // What a newer version has made it has granted too.
    if (upTo === newestMigration && rows[0].done <= newestMigration) await grant(client, log, role.name);
  } finally {
    await client.end();
  }
}

async function step(client: Client, schema: string, number: number): Promise<void> {
  await client.query('begin');
  await client.query(`set local search_path = ${quoted(schema)}`);
  await client.query(migrations[number]);
  if (number === 0) await client.query(eventPartitions(schema));
  await client.query('insert into log_migrations (number, suits) values ($1, $2)', [number + 1, suits]);
  await client.query('commit');
}

async function ensureRole(client: Client, role: LogDatabase['role']): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role.name]);
  const verb = rowCount ? 'alter' : 'create';
  await client.query(`${verb} role ${quoted(role.name)} login password ${literal(role.password)}`);
}

/** Only added to. */
const facts = ['events', 'commands', 'epochs'];
/** How far something has come, and what waits for a decision. */
const marks = ['heads', 'hearing', 'heard_types', 'back_fills', 'parked_records', 'checkpoints', 'leases', 'parked'];
/** Can be erased as well. */
const ofWebhooks = ['webhook_secrets', 'webhook_cursors', 'webhook_deliveries'];

/** Nobody who runs a service may update, delete or truncate what it has recorded. */
async function grant(client: Client, schema: string, role: string): Promise<void> {
  const to = quoted(role);
  const named = (tables: readonly string[]): string => tables.map((table) => `${quoted(schema)}.${table}`).join(', ');
  await client.query(`grant usage on schema ${quoted(schema)} to ${to}`);
  await client.query(`grant select on all tables in schema ${quoted(schema)} to ${to}`);
  await client.query(`grant insert on ${named([...facts, ...marks, ...ofWebhooks])} to ${to}`);
  await client.query(`grant update on ${named(['log_head', ...marks, ...ofWebhooks])} to ${to}`);
  await client.query(`grant delete on ${named(['checkpoints', ...ofWebhooks])} to ${to}`);
  // What was so at some time is told on temporary tables, which a database may keep from whoever is not named.
  await client.query(
    `do $$ begin execute format('grant temporary on database %I to %I', current_database(), ${literal(role)}); end $$`,
  );
}
