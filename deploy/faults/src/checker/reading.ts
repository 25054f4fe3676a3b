import { Client, types } from 'pg';
import type { Checkpoint, Facts, LogEvent, Mark, Parked, Row, ServiceFacts, StoredCommand } from './facts.js';
import type { Progress } from './inv-18-liveness.js';
import { readJournal } from './journal-file.js';
import { handedOver } from './handed-over.js';
import { readTopics, type TopicPlaces } from './topics.js';

types.setTypeParser(20, Number);

/** Where everything is that the checker looks at. */
export interface Places {
  readonly services: readonly string[];
  /** As somebody who may read everything. */
  readonly databaseUrl: (service: string) => string;
  /** Absent where services hand their events to each other within one process. */
  readonly topics?: TopicPlaces;
  /** One address of each service. */
  readonly address: (service: string) => string;
  readonly journal: string;
  /** For the header Authorization. */
  readonly bearer: () => Promise<string>;
}

/** Read models that are compared row by row. */
const tables: Readonly<Record<string, readonly string[]>> = {
  orders: ['production_order', 'lot_balance', 'order_operation', 'order_shortage'],
  tracking: ['job', 'lot_in_process', 'activity'],
  quality: ['inspection', 'hold', 'nonconformance'],
  inventory: ['material_lot', 'demand_line', 'demand_reservation'],
  maintenance: ['meter', 'work_order'],
};

export async function readFacts(places: Places): Promise<Facts> {
  const services = new Map<string, ServiceFacts>();
  for (const service of places.services)
    services.set(service, await inOneCut(places.databaseUrl(service), (client) => serviceFacts(client, service)));
  const topics = places.topics ? await readTopics(places.topics) : handedOver(services);
  return { services, topics, journal: readJournal(places.journal) };
}

export async function readProgress(places: Places): Promise<Map<string, Progress>> {
  const found = new Map<string, Progress>();
  for (const service of places.services)
    found.set(service, await inOneCut(places.databaseUrl(service), (client) => progress(client, service)));
  return found;
}

async function inOneCut<T>(url: string, read: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'checker' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    return await read(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function progress(client: Client, service: string): Promise<Progress> {
  const log = `${service}_log`;
  const rows = async <R extends object>(text: string): Promise<R[]> => (await client.query<R>(text)).rows;
  const [{ position }] = await rows<{ position: number }>(`select position from ${log}.log_head`);
  const checkpoints = await rows<Checkpoint>(`select name, position, details from ${log}.checkpoints`);
  const marks = await rows<Mark>(`select source, partition, position from ${log}.hearing`);
  return { service, head: position, checkpoints, marks };
}

async function serviceFacts(client: Client, service: string): Promise<ServiceFacts> {
  const log = `${service}_log`;
  const events = await client.query<LogEvent>(
    `select position, stream, version, type, epoch, data, meta, occurred_at::text as "occurredAt", recorded_at::text as "recordedAt" from ${log}.events order by position`,
  );
  const heads = await client.query<{ stream: string; version: number }>(`select stream, version from ${log}.heads`);
  const commands = await client.query<StoredCommand>(`select principal, key, outcome from ${log}.commands`);
  const parked = await client.query<Parked>(`select consumer, position, stream, reason, state from ${log}.parked`);
  const rows: Record<string, readonly Row[]> = {};
  for (const table of tables[service] ?? [])
    rows[table] = (
      await client.query<Row>(`select t.*, md5(t::text) as row_hash from ${service}.${table} t order by t::text`)
    ).rows;
  return {
    ...(await progress(client, service)),
    events: events.rows,
    heads: new Map(heads.rows.map(({ stream, version }) => [stream, version])),
    commands: commands.rows,
    parked: parked.rows,
    rows,
  };
}
