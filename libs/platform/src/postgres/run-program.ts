import { type SpawnOptions, spawn } from 'node:child_process';

export interface ProgramResult {
  readonly code: number | null;
  readonly output: string;
}

export interface ProgramOptions extends SpawnOptions {
  /** It leaves a process behind that keeps its output open, as pg_ctl does: over when it has ended, whatever more might come. */
  readonly leavesServer?: boolean;
}

/** Never rejects: a program that cannot be started is a result with code null and the reason as output. */
export function runProgram(
  program: string,
  args: readonly string[],
  { leavesServer = false, ...options }: ProgramOptions = {},
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { windowsHide: true, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    // At its exit, what it has written may not have been read yet.
    child.on(leavesServer ? 'exit' : 'close', (code) => setImmediate(() => resolve({ code, output: output.trim() })));
  });
}
