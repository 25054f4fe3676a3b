import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredEvent } from '@millwright/event-log';
import { Client } from 'pg';

/** A stored event, the last one, with those before it in its stream: what today's code must be able to open for ever. */
export interface Sample {
  readonly type: string;
  readonly schemaVersion: number;
  readonly events: readonly StoredEvent[];
}

export const sampleFolder = (service: string): string => join(__dirname, '../../../../services', service, 'samples');

export const sampleName = ({ type, schemaVersion }: Pick<Sample, 'type' | 'schemaVersion'>): string =>
  `${type}.${schemaVersion}.json`;

/**
 * Writes a sample of every stored type and version that has none yet; those that are there are never touched. For each the
 * shortest beginning of a stream that ends with it.
 */
export async function collectSamples(databaseUrl: string, services: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const service of services) await collectOf(client, service);
  } finally {
    await client.end();
  }
}

async function collectOf(client: Client, service: string): Promise<void> {
  mkdirSync(sampleFolder(service), { recursive: true });
  const { rows } = await client.query<Pick<StoredEvent, 'stream' | 'version' | 'type' | 'schema_version'>>(
    `select distinct on (type, schema_version) type, schema_version, stream, version from "${service}_log".events
      order by type, schema_version, version, stream`,
  );
  for (const { type, schema_version: schemaVersion, stream, version } of rows) {
    const file = join(sampleFolder(service), sampleName({ type, schemaVersion }));
    if (existsSync(file)) continue;
    const events = await client.query<StoredEvent>(
      `select position, stream, version, type, schema_version, epoch, data, meta, occurred_at, recorded_at
         from "${service}_log".events where stream = $1 and version <= $2 order by version`,
      [stream, version],
    );
    const sample: Sample = { type, schemaVersion, events: events.rows };
    writeFileSync(file, `${JSON.stringify(sample, null, 1)}\n`);
  }
}
