import { closeSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomPassword, type Session } from '@millwright/platform';
import { firstKey, freePort, GuardedProcess } from '@millwright/testing';
import { services } from './plant-log.js';

const program = resolve(__dirname, '../../../../services/site/dist/main.js');
const readyWithin = 60_000;
/** For every plant that this process measures; the second start of one knows the password of the first. */
const administratorPassword = randomPassword();

/** The site runtime in a process of its own, as its users run it: durable, on a database of its own. */
export class SiteProcess {
  private constructor(
    readonly url: string,
    readonly directory: string,
    private readonly process: GuardedProcess,
    /** From the start of the process to its readiness. */
    readonly startMilliseconds: number,
  ) {}

  /** Begins or continues the plant in this folder. Flags are Node's own, such as `--cpu-prof`. */
  static async start(directory: string, flags: readonly string[] = []): Promise<SiteProcess> {
    const port = await freePort();
    const logFile = join(directory, 'site.log');
    const output = openSync(logFile, 'a');
    const startedAt = performance.now();
    const process = await GuardedProcess.start([globalThis.process.execPath, ...flags, program], {
      output,
      environment: {
        MILLWRIGHT_DATA: directory,
        MILLWRIGHT_HOST: '127.0.0.1',
        MILLWRIGHT_PORT: String(port),
        MILLWRIGHT_SITE: 'NH',
        MILLWRIGHT_TIME_ZONE: 'Europe/Berlin',
        MILLWRIGHT_LOG_LEVEL: 'warn',
        MILLWRIGHT_ADMINISTRATOR_PASSWORD: administratorPassword,
        // What is measured is the plant and not its patience.
        MILLWRIGHT_REQUESTS_PER_SECOND: '0',
      },
    });
    closeSync(output);
    const url = `http://127.0.0.1:${port}`;
    await untilReady(url, process, logFile);
    return new SiteProcess(url, directory, process, performance.now() - startedAt);
  }

  readonly administratorPassword = administratorPassword;

  get addresses(): Record<(typeof services)[number], string> {
    return Object.fromEntries(services.map((service) => [service, this.url])) as Record<
      (typeof services)[number],
      string
    >;
  }

  signIn(): Promise<Session> {
    const { addresses } = this;
    return firstKey({ addresses, administratorPassword, principal: 'system:bench', roles: ['integrator'] });
  }

  get pid(): number {
    return this.process.pid;
  }

  /** Resident memory of the Node process, without PostgreSQL. */
  residentMegabytes(): number {
    const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes) / 1024;
  }

  /** As the owner of all five schemas. */
  get databaseUrl(): string {
    const database = join(this.directory, 'postgres');
    const password = readFileSync(join(database, 'password'), 'utf8').trim();
    const port = readFileSync(join(database, 'data', 'postmaster.pid'), 'utf8').split('\n')[3];
    return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/millwright`;
  }

  async stop(): Promise<void> {
    await this.process.end('SIGTERM');
  }
}

async function untilReady(url: string, process: GuardedProcess, logFile: string): Promise<void> {
  for (const giveUpAt = Date.now() + readyWithin; Date.now() < giveUpAt; await sleep(20)) {
    if (process.hasEnded) break;
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error(`The site runtime did not become ready:\n${readFileSync(logFile, 'utf8').slice(-2_000)}`);
}
