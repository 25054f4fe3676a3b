import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedServer } from '@millwright/platform';
import { startKafka, type LocalKafka } from '@millwright/testing';
import { Client } from 'pg';
import type { BenchDatabase, Surroundings } from './benchmark.js';

/** The servers of a run: one PostgreSQL with its default durability, one broker, both in a folder that goes away with the run. */
export class Servers implements Surroundings {
  private readonly folder = temporaryFolder();
  private postgres: Promise<EmbeddedServer> | undefined;
  private broker: Promise<LocalKafka> | undefined;
  private count = 0;

  constructor(
    readonly rounds: number,
    readonly say: (progress: string) => void,
  ) {}

  async freshDatabase(name: string): Promise<BenchDatabase> {
    const server = await this.server();
    const unique = `${name.replaceAll(/[^a-z0-9]/g, '_')}_${++this.count}`;
    await administer(server, `create database "${unique}"`);
    return {
      name: unique,
      url: server.url(unique),
      drop: async () => void (await administer(server, `drop database "${unique}" with (force)`)),
    };
  }

  kafka(): Promise<LocalKafka> {
    this.broker ??= startKafka({ log: this.say });
    return this.broker;
  }

  async freshFolder(name: string): Promise<string> {
    const folder = join(await this.folder, `${name}-${++this.count}`);
    await mkdir(folder, { mode: 0o711 });
    return folder;
  }

  /** Undefined when no benchmark of this run needed it. */
  async postgresVersion(): Promise<string | undefined> {
    if (!this.postgres) return undefined;
    const [row] = await administer(await this.postgres, 'show server_version');
    return String(row.server_version);
  }

  async stop(): Promise<void> {
    await (await this.broker?.catch(() => undefined))?.stop();
    await (await this.postgres?.catch(() => undefined))?.stop();
    await rm(await this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private server(): Promise<EmbeddedServer> {
    this.postgres ??= this.freshFolder('postgres').then((directory) =>
      startEmbeddedPostgres({ directory, log: this.say }),
    );
    return this.postgres;
  }
}

/** Open to be walked through: as root the database runs under an account of its own. */
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-bench-'));
  await chmod(folder, 0o711);
  return folder;
}

async function administer(server: EmbeddedServer, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}
