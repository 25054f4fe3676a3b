import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { isAlive } from './postmaster.js';

const LONGEST_START_MS = 10 * 60_000;

export class DatabaseInUseError extends Error {
  override readonly name = 'DatabaseInUseError';

  constructor(directory: string, by: string) {
    super(`The database in ${directory} is in use by ${by}. Stop that one first, or choose another directory.`);
  }
}

/** Two processes that start on one directory at the same moment would write each other's settings: the second is refused. */
export async function withStartLock<T>(directory: string, file: string, work: () => Promise<T>): Promise<T> {
  if (await isLeftover(file)) await rm(file, { force: true });
  await writeFile(file, String(process.pid), { flag: 'wx' }).catch(() => {
    throw new DatabaseInUseError(directory, 'another Millwright process that is just starting');
  });
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function isLeftover(file: string): Promise<boolean> {
  try {
    const [holder, { mtimeMs }] = [Number(await readFile(file, 'utf8')), await stat(file)];
    return !isAlive(holder) || Date.now() - mtimeMs > LONGEST_START_MS;
  } catch {
    return false;
  }
}
