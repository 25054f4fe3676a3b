import { existsSync } from 'node:fs';
import { readFile, stat, truncate } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { USER, initialise, passwordOf, prepareDirectory, writeSettings } from './data-directory.js';
import { type Keeping, KeptServer, type Running } from './kept-server.js';
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
  /** Starts the server again when it ends without being asked to. */
  readonly revive?: boolean;
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
  return withStartLock(directory, lockOf(directory), async () => {
    const binaries = await usableBinaries(directory, account);
    return new Cluster(directory, binaries, account, options).start();
  });
}

const lockOf = (directory: string): string => join(directory, 'starting.lock');

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

class Cluster implements Keeping {
  readonly data: string;
  readonly revive: boolean;
  readonly log: (message: string) => void;
  password = '';
  private readonly logFile: string;
  private readonly durable: boolean;

  constructor(
    private readonly directory: string,
    private readonly binaries: PostgresBinaries,
    private readonly account: ServerAccount | undefined,
    private readonly options: EmbeddedPostgresOptions,
  ) {
    this.data = join(directory, 'data');
    this.logFile = join(directory, 'server.log');
    this.durable = options.durable ?? true;
    this.revive = options.revive ?? false;
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
    const running = await this.owned(await this.launch(this.options.port));
    this.log(`PostgreSQL is ready on ${HOST}:${running.postmaster.port}`);
    return new KeptServer(this, running);
  }

  bringBack(port: number): Promise<Running> {
    return withStartLock(this.directory, lockOf(this.directory), async () =>
      // One whose back end crashed has ended all connections and runs on.
      this.owned((await runningPostmaster(this.data)) ?? (await this.launch(port))),
    );
  }

  private async owned(postmaster: Postmaster): Promise<Running> {
    return { postmaster, owner: await own(this.url(postmaster.port, 'postgres'), this.directory) };
  }

  /** An address of a socket in the file system may have 107 bytes. */
  get socketDirectory(): string | undefined {
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

  /** On this port, or on a free one. */
  private async launch(wanted: number | undefined): Promise<Postmaster> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    for (;;) {
      const port = wanted ?? (await freePort());
      await writeSettings(this.data, port, this.durable, this.socketDirectory);
      const reason = await this.tryToLaunch();
      const postmaster = reason === undefined ? await runningPostmaster(this.data) : undefined;
      if (postmaster) return postmaster;
      const isLate = Date.now() > giveUpAt;
      await this.explain(reason ?? 'it ended at once', { port, mayChange: wanted === undefined && !isLate, isLate });
    }
  }

  /** Returns when the failure may pass by itself, throws a sentence when it will not. */
  private async explain(
    reason: string,
    { port, mayChange, isLate }: { readonly port: number; readonly mayChange: boolean; readonly isLate: boolean },
  ): Promise<void> {
    if (/address already in use|could not create any TCP/i.test(reason)) {
      if (mayChange) return;
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

  async stop(): Promise<void> {
    const stopped = await this.control('stop', '-m', 'fast', '-t', '60');
    if (stopped.code !== 0 && (await runningPostmaster(this.data)))
      await this.control('stop', '-m', 'immediate', '-t', '30');
  }

  url(port: number, database: string): string {
    return `postgres://${USER}:${encodeURIComponent(this.password)}@${HOST}:${port}/${encodeURIComponent(database)}`;
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
