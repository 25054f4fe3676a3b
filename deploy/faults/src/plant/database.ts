import { join } from 'node:path';
import { type EmbeddedServer, startEmbeddedPostgres } from '@millwright/platform';
import { freePort } from '@millwright/testing';
import type { Client } from 'pg';
import { Failpoint } from '../proxy/failpoint.js';
import { type CompletedStatement, PostgresWatch } from '../proxy/postgres-watch.js';
import { TcpProxy } from '../proxy/tcp-proxy.js';
import { services } from '../services.js';
import { connected } from './connected.js';
import { ended, isAlive } from './is-alive.js';
import type { ReachableDatabase } from './running-plant.js';
import { SmallVolume } from './small-volume.js';
import { Standby } from './standby.js';

/** A database that belongs to nobody of Millwright, on the same server. */
export const FOREIGN = 'somebody_else';

/** A PostgreSQL server with a database per service. The services reach it through a proxy, the checker and the faults directly. */
export class Database implements ReachableDatabase {
  /** The server has completed a statement, and whoever sent it does not know it yet. */
  readonly completed = new Failpoint<CompletedStatement>();
  private server: EmbeddedServer | undefined;
  private standbys = 0;

  private constructor(
    private directory: string,
    private port: number,
    readonly proxy: TcpProxy,
    readonly volume?: SmallVolume,
  ) {}

  static async beside(directory: string): Promise<Database> {
    const port = await freePort();
    const watch = () => new PostgresWatch((statement) => database.completed.reached(statement));
    const volume = await SmallVolume.mount(directory);
    const place = join(volume?.directory ?? directory, 'postgres');
    const database: Database = new Database(place, port, await TcpProxy.start(port, watch), volume);
    return database;
  }

  /** Durable, as in a plant: a server that is killed must have on disk what it acknowledged. */
  async start(): Promise<void> {
    this.server ??= await startEmbeddedPostgres({ directory: this.directory, port: this.port });
  }

  async createDatabases(): Promise<void> {
    await this.ask('postgres', async (client) => {
      for (const name of [...services, FOREIGN]) await client.query(`create database ${name}`);
    });
  }

  /** As the owner, without the proxy. */
  url(database: string): string {
    return this.running.url(database);
  }

  /** As the owner, through the proxy. */
  proxiedUrl(database: string): string {
    const url = new URL(this.url(database));
    url.port = String(this.proxy.port);
    return url.href;
  }

  ask<T>(database: string, question: (client: Client) => Promise<T>): Promise<T> {
    return connected(this.url(database), question);
  }

  async supervise(): Promise<void> {
    if (this.server !== undefined && !isAlive(this.server.pid)) this.server = undefined;
    await this.start();
  }

  /** A second server that has everything that this one acknowledges. */
  async standby(): Promise<Standby> {
    const place = `${this.directory}-${++this.standbys}`;
    return Standby.follow({ server: this.running, directory: this.directory }, place, await freePort());
  }

  /** From now on it is the database; what was is not coming back. */
  async promote(standby: Standby): Promise<void> {
    await standby.promote();
    this.server = standby.server;
    this.directory = standby.directory;
    this.port = standby.server.port;
    this.proxy.aimAt(this.port);
  }

  /** SIGKILL, or SIGQUIT as `pg_ctl stop -m immediate` does: no shutdown in either case, recovery at the next start. */
  async crash(signal: 'SIGKILL' | 'SIGQUIT'): Promise<void> {
    const { pid } = this.running;
    process.kill(pid, signal);
    this.server = undefined;
    await ended(pid);
  }

  async stop(): Promise<void> {
    await this.server?.stop();
    this.server = undefined;
    await this.proxy.stop();
    await this.volume?.unmount();
  }

  private get running(): EmbeddedServer {
    if (!this.server) throw new Error('The database is not running.');
    return this.server;
  }
}
