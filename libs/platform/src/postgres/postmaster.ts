import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './run-program.js';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/**
 * The server that is running on a data directory, if one is: it survives a kill -9 of the process that started it.
 * A process id that now belongs to something else (usual in a restarted container) would make PostgreSQL refuse to start, so its file goes.
 */
export async function runningPostmaster(data: string): Promise<Postmaster | undefined> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number);
  if (await isServer(pid, data)) return { pid, port };
  rmSync(file, { force: true });
  return undefined;
}

async function isServer(pid: number, data: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32')
    return (await runProgram('tasklist', ['/FI', `PID eq ${pid}`])).output.includes('postgres');
  const command = await commandOf(pid);
  return command.includes('postgres') && command.includes(data);
}

async function commandOf(pid: number): Promise<string> {
  const file = `/proc/${pid}/cmdline`;
  if (existsSync(file)) return readFileSync(file, 'utf8').replaceAll('\0', ' ');
  return (await runProgram('ps', ['-o', 'command=', '-p', String(pid)])).output;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
