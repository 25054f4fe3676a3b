import { type ChildProcess, spawn } from 'node:child_process';

/**
 * A small Node process between this one and the program: when the channel to this process closes, however it ended (kill -9 too),
 * it ends the program. In a session of its own, so that Ctrl-C in a terminal does not reach the program before the application.
 */
const GUARD = `
const child = require('node:child_process').spawn(process.argv[1], process.argv.slice(2), { stdio: ['ignore', 'inherit', 'inherit'] });
const end = (code) => {
  const directory = process.env.MILLWRIGHT_REMOVE_IF_ORPHANED;
  if (directory && !process.connected) require('node:fs').rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code);
};
child.on('error', (error) => { console.error(error.message); end(127); });
child.on('exit', (code) => end(code ?? 1));
process.on('message', (signal) => child.kill(signal));
process.on('disconnect', () => { child.kill('SIGTERM'); setTimeout(() => child.kill('SIGKILL'), 10000); });
process.send(child.pid ?? 0);
`;

export interface GuardedOptions {
  /** A file descriptor that takes the program's output. */
  readonly output: number;
  /** A directory that nobody is left to remove when this process has gone. */
  readonly removeIfOrphaned?: string;
  readonly environment?: NodeJS.ProcessEnv;
}

export class GuardedProcess {
  readonly ended: Promise<number>;
  hasEnded = false;

  private constructor(
    private readonly guard: ChildProcess,
    readonly pid: number,
  ) {
    this.ended = new Promise((resolve) => guard.once('exit', (code) => resolve(code ?? 1)));
    void this.ended.then(() => (this.hasEnded = true));
    guard.unref();
    guard.channel?.unref();
  }

  static async start(command: readonly string[], options: GuardedOptions): Promise<GuardedProcess> {
    const guard = spawn(process.execPath, ['-e', GUARD, ...command], {
      detached: true,
      windowsHide: true,
      stdio: ['ignore', options.output, options.output, 'ipc'],
      env: { ...process.env, ...options.environment, MILLWRIGHT_REMOVE_IF_ORPHANED: options.removeIfOrphaned ?? '' },
    });
    const pid = await new Promise<number>((resolve, reject) => {
      guard.once('message', (message) => resolve(Number(message)));
      guard.once('error', reject);
      guard.once('exit', () => reject(new Error(`${command[0]} could not be started.`)));
    });
    return new GuardedProcess(guard, pid);
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.hasEnded) return;
    this.guard.ref();
    this.guard.send(signal);
    await this.ended;
  }
}
