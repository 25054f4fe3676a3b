import { type SpawnOptions, spawn } from 'node:child_process';

export interface ProgramResult {
  readonly code: number | null;
  readonly output: string;
}

/** Never rejects: a program that cannot be started is a result with code null and the reason as output. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { windowsHide: true, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    // 'exit', not 'close': the server that pg_ctl leaves behind may keep the pipes open.
    child.on('exit', (code) => setImmediate(() => resolve({ code, output: output.trim() })));
  });
}
