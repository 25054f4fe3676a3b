import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, type Server, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { DatabaseInUseError, type EmbeddedServer, startEmbeddedPostgres } from './embedded-postgres.js';
import { isAlive } from './postmaster.js';

const parent = mkdtempSync(join(tmpdir(), 'millwright-postgres-'));
const directory = join(parent, 'postgres');
let server: EmbeddedServer | undefined;

async function start(port?: number, revive = false): Promise<EmbeddedServer> {
  server = await startEmbeddedPostgres({ directory, port, durable: false, revive });
  return server;
}

async function stop(): Promise<void> {
  await server?.stop();
  server = undefined;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function eventually(look: () => Promise<unknown>, wanted: unknown): Promise<void> {
  for (const giveUpAt = Date.now() + 30_000; (await look()) !== wanted; await sleep(50))
    if (Date.now() > giveUpAt) throw new Error(`It did not come to ${String(wanted)}`);
}

function listenSomewhere(): Promise<Server> {
  return new Promise((resolve) => {
    const listening = createServer().listen(0, '127.0.0.1', () => resolve(listening));
  });
}

describe('an embedded PostgreSQL', () => {
  beforeAll(() => chmodSync(parent, 0o755));
  afterEach(stop);
  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  it('keeps data and password over a restart', async () => {
    const first = await start();
    await ask(first.url('postgres'), `create table fact as select 'kept' as what`);
    await stop();
    const second = await start();
    expect(second.password).toBe(first.password);
    await expect(ask(second.url('postgres'), 'select what from fact')).resolves.toBe('kept');
  });

  it('runs in UTC, on the loopback address, with a password that only its owner may read', async () => {
    const { url } = await start();
    await expect(ask(url('postgres'), 'show timezone')).resolves.toBe('UTC');
    await expect(ask(url('postgres'), 'show listen_addresses')).resolves.toBe('127.0.0.1');
    await expect(ask(url('postgres'), 'show max_connections')).resolves.toBe('200');
    if (process.platform !== 'win32') expect(statSync(join(directory, 'password')).mode & 0o777).toBe(0o600);
  });

  it('refuses a directory that is in use, and leaves its server alone', async () => {
    const first = await start();
    await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(DatabaseInUseError);
    await expect(ask(first.url('postgres'), 'select 1')).resolves.toBe(1);
  });

  it('says in a sentence that a port is taken', async () => {
    const other = await listenSomewhere();
    const { port } = other.address() as AddressInfo;
    try {
      await expect(start(port)).rejects.toThrow(`Port ${port} on 127.0.0.1 is already in use by another program.`);
    } finally {
      other.close();
    }
  });

  it('starts again after its server was killed', async () => {
    const first = await start();
    process.kill(first.pid, 'SIGKILL');
    const second = await startEmbeddedPostgres({ directory, durable: false });
    await expect(ask(second.url('postgres'), 'select what from fact')).resolves.toBe('kept');
    await second.stop();
  });

  it('takes over the server of a process that was killed', async () => {
    const first = await start();
    await ask(
      first.url('postgres'),
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'millwright owner'`,
    );
    const second = await startEmbeddedPostgres({ directory, durable: false });
    expect(second.pid).not.toBe(first.pid);
    await expect(ask(second.url('postgres'), 'select what from fact')).resolves.toBe('kept');
    await second.stop();
  });

  it('is brought back at the same address when its server is killed beneath it', async () => {
    const kept = await start(undefined, true);
    const { pid, port } = kept;
    process.kill(pid, 'SIGKILL');
    await eventually(() => Promise.resolve(kept.pid !== pid), true);
    await expect(ask(kept.url('postgres'), 'select what from fact')).resolves.toBe('kept');
    expect(kept.port).toBe(port);
  });

  it('goes on owning a server that cut all connections and lives', async () => {
    const kept = await start(undefined, true);
    await ask(
      kept.url('postgres'),
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'millwright owner'`,
    );
    const owners = `select count(*)::int from pg_stat_activity where application_name = 'millwright owner'`;
    await eventually(() => ask(kept.url('postgres'), owners), 1);
    await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(DatabaseInUseError);
  });

  it('stops for good while it is being brought back', async () => {
    const { pid } = await start(undefined, true);
    process.kill(pid, 'SIGKILL');
    await stop();
    await expect(readFile(join(directory, 'data', 'postmaster.pid'), 'utf8')).rejects.toThrow('ENOENT');
  });

  it('ignores the process id of a server that has ended and now belongs to something else', async () => {
    const { pid } = await start();
    process.kill(pid, 'SIGKILL');
    const stranger = spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 60_000)']);
    writeFileSync(join(directory, 'data', 'postmaster.pid'), `${stranger.pid}\n${directory}\n0\n5432\n`);
    await start();
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
    stranger.kill();
  });
});
