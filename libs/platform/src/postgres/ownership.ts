import { Socket } from 'node:net';
import { Client } from 'pg';
import { DatabaseInUseError } from './start-lock.js';

const OWNER_LOCK = 4_918_273_645;

export interface Ownership {
  /** When the connection has ended, also by `release`. */
  readonly lost: Promise<void>;
  release(): Promise<void>;
}

/**
 * Whose server it is, is an advisory lock on a connection kept open for as long as the owner lives. After kill -9 of the owner the
 * operating system closes that connection, so the server that is left over can be told from one in use without trusting process ids.
 */
export async function own(url: string, directory: string): Promise<Ownership> {
  const socket = new Socket();
  const client = new Client({ connectionString: url, application_name: 'millwright owner', stream: () => socket });
  client.on('error', () => undefined);
  const lost = new Promise<void>((resolve) => void client.once('end', resolve));
  await client.connect();
  const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [OWNER_LOCK]);
  if (!rows[0]?.free) {
    await client.end();
    throw new DatabaseInUseError(directory, 'another running Millwright process');
  }
  socket.unref(); // A script that forgets stop() still ends.
  return {
    lost,
    release: async () => {
      socket.ref();
      await client.end().catch(() => undefined);
    },
  };
}
