import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddedServer } from './embedded-postgres.js';
import type { Ownership } from './ownership.js';
import type { Postmaster } from './postmaster.js';

const BETWEEN_ATTEMPTS_MS = 500;

/** A server that runs, and the connection that says whose it is. */
export interface Running {
  readonly postmaster: Postmaster;
  readonly owner: Ownership;
}

/** The data directory whose server is kept. */
export interface Keeping {
  readonly data: string;
  readonly password: string;
  readonly socketDirectory?: string;
  /** Whether a server that ended without being asked to is started again. */
  readonly revive: boolean;
  readonly log: (message: string) => void;
  url(port: number, database: string): string;
  /** Owns the server that runs again by itself, or starts one on this port. */
  bringBack(port: number): Promise<Running>;
  stop(): Promise<void>;
}

/** A server at one address for as long as this process wants it, whatever happens to the server's own processes meanwhile. */
export class KeptServer implements EmbeddedServer {
  readonly host = '127.0.0.1';
  readonly user = 'postgres';
  readonly port: number;
  private readonly signalOnExit = (): void => this.signalStop();
  private readonly keeping: Promise<void>;
  private isStopping = false;

  constructor(
    private readonly of: Keeping,
    private running: Running,
  ) {
    this.port = running.postmaster.port;
    process.once('exit', this.signalOnExit);
    this.keeping = of.revive ? this.keep() : Promise.resolve();
  }

  get pid(): number {
    return this.running.postmaster.pid;
  }

  get password(): string {
    return this.of.password;
  }

  get socketDirectory(): string | undefined {
    return this.of.socketDirectory;
  }

  readonly url = (database: string): string => this.of.url(this.port, database);

  async stop(): Promise<void> {
    this.isStopping = true;
    process.removeListener('exit', this.signalOnExit);
    await this.running.owner.release();
    await this.keeping;
    await this.of.stop();
  }

  /** Out of memory, or a kill: whoever works on the database waits meanwhile and goes on at the same address. */
  private async keep(): Promise<void> {
    for (;;) {
      await this.running.owner.lost;
      if (this.isStopping) return;
      this.of.log('PostgreSQL has ended or cut its connections; bringing it back');
      await this.bringBack();
      if (this.isStopping) return this.running.owner.release();
    }
  }

  private async bringBack(): Promise<void> {
    for (let said = ''; !this.isStopping; await sleep(BETWEEN_ATTEMPTS_MS, undefined, { ref: false })) {
      try {
        this.running = await this.of.bringBack(this.port);
        return this.of.log('PostgreSQL is back');
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (reason !== said) this.of.log(`PostgreSQL is not back yet: ${reason}`);
        said = reason;
      }
    }
  }

  /** For a process that exits without stop(): SIGINT is PostgreSQL's fast shutdown; without signals (Windows) the next start takes over. */
  private signalStop(): void {
    try {
      const [running] = readFileSync(join(this.of.data, 'postmaster.pid'), 'utf8').split('\n').map(Number);
      if (running === this.pid && process.platform !== 'win32') process.kill(this.pid, 'SIGINT');
    } catch {
      // It has ended already.
    }
  }
}
