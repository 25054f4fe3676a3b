import { spawn } from 'node:child_process';

export interface ProgramResult {
  readonly code: number | null;
  readonly output: string;
}

/** Never rejects: a program that is not there is a result with code null. */
export function runProgram(command: readonly string[]): Promise<ProgramResult> {
  const [program, ...args] = command;
  return new Promise((resolve) => {
    // Windows starts the scripts that Maven consists of only through a shell.
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      shell: program.endsWith('.cmd'),
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('close', (code) => resolve({ code, output: output.trim() }));
  });
}
