import { execFile } from 'node:child_process';

const patience = 15 * 60_000;

export interface Place {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a program to its end. What it said is in the error where that was not a good one. */
export function run(program: string, args: readonly string[], { cwd, environment }: Place): Promise<string> {
  const env = { ...process.env, ...environment };
  const options = { cwd, env, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, timeout: patience } as const;
  return new Promise((resolve, reject) =>
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error)
        reject(new Error(`${program} ${args[0]} failed: ${`${stdout}${stderr}`.slice(-4_000) || error.message}`));
      else resolve(stdout);
    }),
  );
}

export const isThere = (program: string): Promise<boolean> =>
  run(program, ['--version'], { cwd: process.cwd() }).then(
    () => true,
    () => false,
  );
