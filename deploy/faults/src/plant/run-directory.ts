import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Open to be walked through: as root the database runs under an account of its own. */
export async function runDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-faults-'));
  await chmod(directory, 0o711);
  return directory;
}
