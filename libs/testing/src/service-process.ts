import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const REPOSITORY = resolve(__dirname, '../../..');
const END_WITH_PARENT = resolve(__dirname, '../dist/end-with-parent.js');
const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 15_000;

export interface ServiceStart<Name extends string = string> {
  readonly service: Name;
  /** Of its log file, `<name>.log`. */
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Where its log file goes. */
  readonly directory: string;
  /** A repository with built services, where they are not those of this one. */
  readonly repository?: string;
}

/** One service as a process of its own. */
export class ServiceProcess<Name extends string = string> {
  hasEnded = false;
  private readonly ended: Promise<void>;

  private constructor(
    readonly service: Name,
    readonly url: string,
    private readonly process: ChildProcess,
    private readonly logFile: string,
  ) {
    this.ended = new Promise((done) => process.once('exit', () => done()));
    void this.ended.then(() => (this.hasEnded = true));
  }

  static start<Name extends string>(start: ServiceStart<Name>): ServiceProcess<Name> {
    const { service, name, environment, directory, repository = REPOSITORY } = start;
    const program = join(repository, 'services', service, 'dist', 'main.js');
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
    const url = `http://${environment.MILLWRIGHT_HOST}:${environment.MILLWRIGHT_PORT}`;
    return new ServiceProcess(service, url, child, logFile);
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  async untilReady(patienceMs = READY_WITHIN_MS): Promise<void> {
    const giveUpAt = Date.now() + patienceMs;
    let last = 'no answer';
    while (Date.now() < giveUpAt) {
      if (this.hasEnded) throw new Error(`The ${this.service} service ended while starting:\n${this.tail()}`);
      last = await this.readiness();
      if (last === 'ready') return;
      await sleep(50);
    }
    throw new Error(
      `The ${this.service} service was not ready within ${patienceMs / 1000} s (${last}):\n${this.tail()}`,
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

  /** As kill -9, also of a suspended process. */
  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.ended;
  }

  suspend(): void {
    this.process.kill('SIGSTOP');
  }

  wake(): void {
    this.process.kill('SIGCONT');
  }

  /** `ready`, what the service says it waits for, or why it does not answer. */
  async readiness(): Promise<string> {
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

/** What any program needs; settings of Millwright in this environment are not meant for these services. */
function inherited(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(MILLWRIGHT_|NODE_OPTIONS$|JEST_)/.test(name)),
  );
}
