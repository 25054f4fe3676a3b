import { spawnSync } from 'node:child_process';

/** What docker prints. Throws with what it says when it fails. */
export function docker(...args) {
  const { status, stdout, stderr, error } = spawnSync('docker', args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`docker ${args.join(' ')}: ${error?.message ?? (stderr.trim() || stdout.trim())}`);
  return stdout.trim();
}

/** Like docker, but shows what happens as it happens. */
export function watchDocker(...args) {
  const { status } = spawnSync('docker', args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`docker ${args[0]} ended with ${status}`);
}

/** Why there is no working docker, in a sentence; undefined where there is one. */
export function missingDocker(...needed) {
  for (const args of [['version', '--format', '{{.Server.Version}}'], ...needed]) {
    const { status, stderr, error } = spawnSync('docker', args, { encoding: 'utf8' });
    if (status === 0) continue;
    const reason = error?.message ?? stderr.trim().split('\n')[0];
    return `This needs a container daemon, and \`docker ${args.join(' ')}\` does not work here: ${reason}`;
  }
  return undefined;
}

/** Not 1: nothing was found to be wrong. */
export const NOT_RUN = 69;
