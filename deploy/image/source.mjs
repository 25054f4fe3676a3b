import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

function git(...args) {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** What an image is made from. Its date is that of the commit, so that the same commit gives the same labels. */
export function sourceOf() {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const commit = git('rev-parse', 'HEAD') ?? 'unknown';
  const isClean = git('status', '--porcelain') === '';
  const seconds = Number(process.env.SOURCE_DATE_EPOCH ?? git('log', '-1', '--format=%ct') ?? 0);
  const origin = git('remote', 'get-url', 'origin') ?? '';
  return {
    version,
    commit,
    isClean,
    revision: isClean ? commit : `${commit}-changed`,
    seconds,
    created: new Date(seconds * 1000).toISOString().replace('.000', ''),
    // Neither a path of this machine nor somebody's token.
    source: process.env.IMAGE_SOURCE ?? (/^https:\/\/[^@]+$/.test(origin) ? origin : 'unknown'),
  };
}
