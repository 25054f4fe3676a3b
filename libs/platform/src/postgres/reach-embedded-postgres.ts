import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { USER } from './data-directory.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { runningPostmaster } from './postmaster.js';

export interface ReachedServer {
  /** It runs for somebody else, who goes on working meanwhile. */
  readonly isInUse: boolean;
  url(database: string): string;
  /** Leaves a server that was running as it was, and stops one that was started for this. */
  leave(): Promise<void>;
}

/** The server of a data directory that exists: the one that is running on it, or one started for the while. */
export async function reachEmbeddedPostgres(directory: string): Promise<ReachedServer> {
  const place = resolve(directory);
  const data = join(place, 'data');
  if (!existsSync(data)) throw new Error(`There is no database in ${place}.`);
  const running = await runningPostmaster(data);
  if (!running) {
    const server = await startEmbeddedPostgres({ directory: place });
    return { isInUse: false, url: (database) => server.url(database), leave: () => server.stop() };
  }
  const password = (await readFile(join(place, 'password'), 'utf8')).trim();
  const url = (database: string): string =>
    `postgres://${USER}:${encodeURIComponent(password)}@127.0.0.1:${running.port}/${encodeURIComponent(database)}`;
  return { isInUse: true, url, leave: () => Promise.resolve() };
}
