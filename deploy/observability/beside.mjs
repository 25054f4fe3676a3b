import { spawn } from 'node:child_process';

/** Runs a program while it is used. `use` gets what it has printed so far, and a promise that is kept when it has ended. */
export async function beside(command, args, environment, use) {
  const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) child[stream].on('data', (data) => (printed[stream] += data));
  try {
    return await use(printed, ended);
  } finally {
    child.kill();
    await ended;
  }
}
