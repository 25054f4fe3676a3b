import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Readiness } from '@millwright/platform';
import { freePort } from '../free-port.js';
import { testAccessEnvironment } from '../test-issuer.js';

const storeMain = resolve(__dirname, '../../dist/kernel/store-main.js');
/** The same, telling what it publishes without a broker. */
export const tellingMain = resolve(__dirname, '../../dist/kernel/telling-store-main.js');

interface StoreOptions {
  readonly program?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** The store as a process of its own, as it would run under an orchestrator. */
export class StoreProcess {
  readonly ended: Promise<number | null>;
  readonly url: string;
  private output = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {
    this.url = `http://127.0.0.1:${port}`;
    this.ended = new Promise((done) => child.once('exit', (code) => done(code)));
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output = (this.output + chunk.toString()).slice(-40_000)));
  }

  static async start(
    database: { readonly url: string; readonly ownerUrl: string },
    { program = storeMain, environment = {}, args = [] }: StoreOptions = {},
  ): Promise<StoreProcess> {
    if (!existsSync(program)) throw new Error(`${program} is missing: run "npm run build" first.`);
    const port = await freePort();
    const child = spawn(process.execPath, [program, ...args], {
      env: {
        PATH: process.env.PATH,
        MILLWRIGHT_HOST: '127.0.0.1',
        MILLWRIGHT_PORT: String(port),
        MILLWRIGHT_DATABASE_URL: database.url,
        MILLWRIGHT_DATABASE_OWNER_URL: database.ownerUrl,
        // It publishes and hears nothing, so it needs none.
        MILLWRIGHT_KAFKA_BROKERS: '127.0.0.1:1',
        MILLWRIGHT_LOG_LEVEL: 'warn',
        ...testAccessEnvironment(),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new StoreProcess(child, port);
  }

  get said(): string {
    return this.output;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Undefined while it does not answer. */
  async readiness(): Promise<Readiness | undefined> {
    try {
      const answer = await fetch(`${this.url}/health/ready`);
      return ((await answer.json()) as { services: Readiness[] }).services[0];
    } catch {
      return undefined;
    }
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
