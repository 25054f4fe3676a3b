import { existsSync, readFileSync } from 'node:fs';
import { readFile, stat, truncate } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { USER, initialise, passwordOf, prepareDirectory, writeSettings } from './data-directory.js';
import { type Ownership, own } from './ownership.js';
import { type PostgresBinaries, findPostgresBinaries } from './postgres-binaries.js';
import { type Postmaster, runningPostmaster } from './postmaster.js';
import { type ProgramResult, runProgram } from './run-program.js';
import { type ServerAccount, requireAccess, serverAccount } from './server-account.js';
import { DatabaseInUseError, withStartLock } from './start-lock.js';

export { DatabaseInUseError } from './start-lock.js';

const HOST = '127.0.0.1';
const LARGEST_LOG_BYTES = 10 * 1024 * 1024;
const PATIENCE_MS = 60_000;

export interface EmbeddedPostgresOptions {
  /** Holds the data, the password and the server's log; made when it does not exist. */
  readonly directory: string;
  /** Without it, a free one. */
  readonly port?: number;
  /** False: no fsync, for tests alone. */
  readonly durable?: boolean;
  readonly log?: (message: string) => void;
}

export interface EmbeddedServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly pid: number;
  /** Where connections come in without the network's cost; absent where the system has no such thing. */
  readonly socketDirectory?: string;
  url(database: string): string;
  stop(): Promise<void>;
}

/** A PostgreSQL server of its own for this process, on 127.0.0.1. A server left over by a process that was killed is taken over. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedServer> {
  const directory = resolve(options.directory);
  const account = await serverAccount();
  await prepareDirectory(directory, account);
  await requireAccess(account, '-w', directory);
  return withStartLock(directory, join(directory, 'starting.lock'), async () => {
    const binaries = await usableBinaries(directory, account);
    return new Cluster(directory, binaries, account, options).start();
  });
}

async function usableBinaries(directory: string, account: ServerAccount | undefined): Promise<PostgresBinaries> {
  const binaries = await findPostgresBinaries(directory);
  await requireAccess(account, '-x', binaries.postgres);
  const version = await runProgram(binaries.postgres, ['--version'], { env: binaries.environment });
  if (version.code !== 0) throw new Error(`The embedded PostgreSQL cannot run on this machine: ${version.output}`);
  const major = /(\d+)/.exec(version.output)?.[1];
  const made = await readFile(join(directory, 'data', 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (made && made.trim() !== major) {
    throw new Error(
      `The database in ${directory} was made by PostgreSQL ${made.trim()}, this is ${major}: dump and restore it.`,
    );
  }
  return binaries;
}

class Cluster {
  private readonly data: string;
  private readonly logFile: string;
  private readonly durable: boolean;
  private readonly log: (message: string) => void;
  private password = '';

  constructor(
    private readonly directory: string,
    private readonly binaries: PostgresBinaries,
    private readonly account: ServerAccount | undefined,
    private readonly options: EmbeddedPostgresOptions,
  ) {
    this.data = join(directory, 'data');
    this.logFile = join(directory, 'server.log');
    this.durable = options.durable ?? true;
    this.log = options.log ?? (() => undefined);
  }

  async start(): Promise<EmbeddedServer> {
    const isNew = !existsSync(this.data);
    this.password = await passwordOf(this.directory, this.account, isNew);
    if (isNew) {
      this.log(`creating a new database in ${this.directory}`);
      await initialise(this.directory, this.binaries, this.account, this.durable);
    }
    await this.stopLeftover();
    const postmaster = await this.launch();
    const owner = await own(this.url(postmaster.port, 'postgres'), this.directory);
    this.log(`PostgreSQL is ready on ${HOST}:${postmaster.port}`);
    return this.handle(postmaster, owner);
  }

  /** An address of a socket in the file system may have 107 bytes. */
  private get socketDirectory(): string | undefined {
    const isShort = Buffer.byteLength(join(this.directory, '.s.PGSQL.65535')) <= 107;
    return process.platform !== 'win32' && isShort && !/[,"]/.test(this.directory) ? this.directory : undefined;
  }

  private async stopLeftover(): Promise<void> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    for (let found = await runningPostmaster(this.data); found; found = await runningPostmaster(this.data)) {
      const owner = await this.tryToOwn(found);
      if (owner) {
        this.log('taking over the database server that an earlier process left running');
        await owner.release();
        await this.stop();
      } else if (Date.now() > giveUpAt) {
        throw new DatabaseInUseError(
          this.directory,
          `a PostgreSQL server (process ${found.pid}) that accepts no connection`,
        );
      } else await sleep(100);
    }
  }

  /** Undefined while the server that was found is starting, recovering or stopping. */
  private async tryToOwn(found: Postmaster): Promise<Ownership | undefined> {
    try {
      return await own(this.url(found.port, 'postgres'), this.directory);
    } catch (error) {
      if (error instanceof DatabaseInUseError) throw error;
      return undefined;
    }
  }

  private async launch(): Promise<Postmaster> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    for (;;) {
      const port = this.options.port ?? (await freePort());
      await writeSettings(this.data, port, this.durable, this.socketDirectory);
      const reason = await this.tryToLaunch();
      const postmaster = reason === undefined ? await runningPostmaster(this.data) : undefined;
      if (postmaster) return postmaster;
      await this.explain(reason ?? 'it ended at once', port, Date.now() > giveUpAt);
    }
  }

  /** Returns when the failure may pass by itself, throws a sentence when it will not. */
  private async explain(reason: string, port: number, isLate: boolean): Promise<void> {
    if (/address already in use|could not create any TCP/i.test(reason)) {
      if (this.options.port === undefined && !isLate) return;
      throw new Error(`Port ${port} on ${HOST} is already in use by another program.`);
    }
    // Processes of a server that was killed are still ending; they notice within moments.
    if (/shared memory block/i.test(reason) && !isLate) return void (await sleep(200));
    if (/lock file /i.test(reason) && / already exists/i.test(reason))
      throw new DatabaseInUseError(this.directory, 'another process');
    throw new Error(`PostgreSQL did not start in ${this.directory}: ${reason} (its log is ${this.logFile})`);
  }

  private async tryToLaunch(): Promise<string | undefined> {
    const { size } = await stat(this.logFile).catch(() => ({ size: 0 }));
    const from = size > LARGEST_LOG_BYTES ? 0 : size;
    if (from !== size) await truncate(this.logFile);
    // pg_ctl and not a plain child: the server gets a session of its own, so Ctrl-C ends the application first and the database after it.
    const started = await this.control('start', '-l', this.logFile, '-t', '600');
    if (started.code === 0) return undefined;
    const log = await readFile(this.logFile).catch(() => Buffer.alloc(0));
    const lines = log
      .subarray(from)
      .toString()
      .split('\n')
      .filter((line) => /FATAL|could not|HINT/.test(line));
    return lines.map((line) => line.replace(/^.*?\] /, '')).join(' ') || started.output || 'pg_ctl gave no reason';
  }

  private control(verb: 'start' | 'stop', ...args: string[]): Promise<ProgramResult> {
    return runProgram(this.binaries.pgCtl, [verb, '-D', this.data, '-w', '-s', ...args], {
      leavesServer: true,
      env: { ...this.binaries.environment, LC_ALL: 'C' },
      cwd: '/',
      uid: this.account?.uid,
      gid: this.account?.gid,
    });
  }

  private async stop(): Promise<void> {
    const stopped = await this.control('stop', '-m', 'fast', '-t', '60');
    if (stopped.code !== 0 && (await runningPostmaster(this.data)))
      await this.control('stop', '-m', 'immediate', '-t', '30');
  }

  private url(port: number, database: string): string {
    return `postgres://${USER}:${encodeURIComponent(this.password)}@${HOST}:${port}/${encodeURIComponent(database)}`;
  }

  private handle({ pid, port }: Postmaster, owner: Ownership): EmbeddedServer {
    const signalOnExit = (): void => this.signalStop(pid);
    process.once('exit', signalOnExit);
    return {
      host: HOST,
      port,
      user: USER,
      password: this.password,
      pid,
      socketDirectory: this.socketDirectory,
      url: (database) => this.url(port, database),
      stop: async () => {
        process.removeListener('exit', signalOnExit);
        await owner.release();
        await this.stop();
      },
    };
  }

  /** For a process that exits without stop(): SIGINT is PostgreSQL's fast shutdown; without signals (Windows) the next start takes over. */
  private signalStop(pid: number): void {
    try {
      const [running] = readFileSync(join(this.data, 'postmaster.pid'), 'utf8').split('\n').map(Number);
      if (running === pid && process.platform !== 'win32') process.kill(pid, 'SIGINT');
    } catch {
      // It has ended already.
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, HOST, () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolvePort(address.port) : reject(new Error('no free port')),
      );
    });
  });
}
