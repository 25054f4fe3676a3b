import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const repository = resolve(__dirname, '../../..');

function checkLicences(...args: string[]): { status: number | null; said: string } {
  const program = join(repository, 'deploy/image/licences.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, '--check', ...args], { encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

describe('the licences of what runs in production', () => {
  it('are allowed, and listed in deploy/image/licences.md', () => {
    expect(checkLicences()).toEqual({
      status: 0,
      said: expect.stringContaining('all under licences that are allowed'),
    });
  });

  it.each([
    ['GPL-3.0-only', 'fastify'],
    ['MIT AND GPL-3.0-only', 'fastify'],
    ['Python-2.0', 'fastify'],
  ])('refuse %s', (license, name) => {
    const directory = mkdtempSync(join(tmpdir(), 'millwright-licences-'));
    try {
      const lockfile = join(directory, 'package-lock.json');
      const lock = JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8')) as {
        packages: Record<string, { license?: string }>;
      };
      lock.packages[`node_modules/${name}`].license = license;
      writeFileSync(lockfile, JSON.stringify(lock));
      const { status, said } = checkLicences('--lockfile', lockfile);
      expect(status).toBe(1);
      expect(said).toContain(`has the licence ${license}, which is not allowed`);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
