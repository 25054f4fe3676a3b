import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from './client.js';

const REPOSITORY = resolve(__dirname, '../../..');
const END_WITH_PARENT = resolve(__dirname, '../dist/end-with-parent.js');
const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 15_000;

/** One service as a process of its own. */
export class ServiceProcess {
  private readonly ended: Promise<void>;
  private hasEnded = false;

  private constructor(
    readonly service: ServiceName,
    readonly url: string,
    private readonly process: ChildProcess,
    private readonly logFile: string,
  ) {
    this.ended = new Promise((done) => process.once('exit', () => done()));
    void this.ended.then(() => (this.hasEnded = true));
  }

  static start(
    service: ServiceName,
    name: string,
    environment: Record<string, string>,
    directory: string,
  ): ServiceProcess {
    const program = join(REPOSITORY, 'services', service, 'dist', 'main.js');
    for (const file of [program, END_WITH_PARENT]) {
      if (!existsSync(file)) throw new Error(`${file} is missing: run "npm run build" first.`);
    }
    const logFile = join(directory, `${name}.log`);
    const log = openSync(logFile, 'a');
    const child = spawn(process.execPath, ['--require', END_WITH_PARENT, program], {
      env: { ...inherited(), ...environment },
      stdio: ['ignore', log, log, 'ipc'],
      // In a session of its own, so that Ctrl-C in a terminal reaches the demo first.
      detached: true,
    });
    closeSync(log);
    return new ServiceProcess(
      service,
      `http://${environment.MILLWRIGHT_HOST}:${environment.MILLWRIGHT_PORT}`,
      child,
      logFile,
    );
  }

  async untilReady(): Promise<void> {
    const giveUpAt = Date.now() + READY_WITHIN_MS;
    let last = 'no answer';
    while (Date.now() < giveUpAt) {
      if (this.hasEnded) throw new Error(`The ${this.service} service ended while starting:\n${this.tail()}`);
      last = await this.readiness();
      if (last === 'ready') return;
      await sleep(50);
    }
    throw new Error(
      `The ${this.service} service was not ready within ${READY_WITHIN_MS / 1000} s (${last}):\n${this.tail()}`,
    );
  }

  /** SIGTERM and, when that is not enough, SIGKILL: to this process alone. */
  async stop(): Promise<void> {
    if (this.hasEnded) return;
    this.process.kill('SIGTERM');
    await Promise.race([this.ended, sleep(STOPPED_WITHIN_MS, undefined, { ref: false })]);
    if (!this.hasEnded) this.process.kill('SIGKILL');
    await this.ended;
  }

  private async readiness(): Promise<string> {
    try {
      const response = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(5_000) });
      return response.ok ? 'ready' : await response.text();
    } catch (error) {
      return String(error);
    }
  }

  private tail(): string {
    return readFileSync(this.logFile, 'utf8').split('\n').slice(-20).join('\n');
  }
}

/** What any program needs; settings of Millwright in this environment are not meant for the demo's services. */
function inherited(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(MILLWRIGHT_|NODE_OPTIONS$|JEST_)/.test(name)),
  );
}

export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? found(address.port) : failed(new Error('There is no free port.')),
      );
    });
  });
}
