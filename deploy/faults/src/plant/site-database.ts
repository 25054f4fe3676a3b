import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { services } from '../services.js';
import { connected } from './connected.js';
import { FOREIGN } from './database.js';
import { ended } from './is-alive.js';
import type { ReachableDatabase } from './running-plant.js';
import type { SmallVolume } from './small-volume.js';

/** The server that the site runtime keeps for itself: what stands in its data directory says where it is. */
export class SiteDatabase implements ReachableDatabase {
  constructor(
    private readonly directory: string,
    readonly volume?: SmallVolume,
  ) {}

  /** All services of a site share one database. */
  url(database: string): string {
    const password = readFileSync(join(this.directory, 'password'), 'utf8').trim();
    const name = services.some((service) => service === database) ? 'millwright' : database;
    return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${this.postmaster()[3]}/${name}`;
  }

  ask<T>(database: string, question: (client: Client) => Promise<T>): Promise<T> {
    return connected(this.url(database), question);
  }

  async prepare(): Promise<void> {
    await this.ask('postgres', (client) => client.query(`create database ${FOREIGN}`));
  }

  async kill(signal: 'SIGKILL' | 'SIGQUIT'): Promise<void> {
    const pid = Number(this.postmaster()[0]);
    process.kill(pid, signal);
    await ended(pid);
  }

  /** The site does that itself. */
  supervise(): Promise<void> {
    return Promise.resolve();
  }

  private postmaster(): string[] {
    return readFileSync(join(this.directory, 'data', 'postmaster.pid'), 'utf8').split('\n');
  }
}
