import { chown } from 'node:fs/promises';
import { runProgram } from './run-program.js';

/** The operating-system account that PostgreSQL runs under: it refuses to run as root. */
export interface ServerAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const ACCOUNT = 'postgres';

/** Undefined when this process is not root: then the server runs under the same account as this process. */
export async function serverAccount(): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const account = await lookUp();
  if (account) return account;
  await runProgram('groupadd', ['--system', ACCOUNT]);
  const created = await runProgram('useradd', ['--system', '--gid', ACCOUNT, '--no-create-home', ACCOUNT]);
  const fresh = await lookUp();
  if (fresh) return fresh;
  throw new Error(
    `PostgreSQL does not run as root, and the operating-system user "${ACCOUNT}" could not be created: ${created.output}`,
  );
}

async function lookUp(): Promise<ServerAccount | undefined> {
  const [uid, gid] = await Promise.all([runProgram('id', ['-u', ACCOUNT]), runProgram('id', ['-g', ACCOUNT])]);
  if (uid.code !== 0 || gid.code !== 0) return undefined;
  return { name: ACCOUNT, uid: Number(uid.output), gid: Number(gid.output) };
}

export async function giveTo(account: ServerAccount | undefined, path: string): Promise<void> {
  if (account) await chown(path, account.uid, account.gid);
}

/** As root the server runs under another account, which a private home directory keeps out: said here, before PostgreSQL says it worse. */
export async function requireAccess(
  account: ServerAccount | undefined,
  flag: '-r' | '-w' | '-x',
  path: string,
): Promise<void> {
  if (!account) return;
  const { uid, gid } = account;
  const test = await runProgram('sh', ['-c', `cd / && test ${flag} "$1"`, 'sh', path], { uid, gid });
  if (test.code === 0) return;
  throw new Error(
    `PostgreSQL runs as the operating-system user "${account.name}" because this process is root, and that user cannot reach ${path}. ` +
      'Move it out of a private home directory, open the folders above it (chmod o+x), or start Millwright as an ordinary user.',
  );
}
