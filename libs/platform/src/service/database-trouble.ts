import { isUnreachable } from './database-away.js';

/** Why a service cannot work on its database; the message is a sentence that says it. */
export class DatabaseTrouble extends Error {}

/** Which database it is, and the setting that says so. */
export interface DatabasePlace {
  readonly url: string;
  readonly setting: 'MILLWRIGHT_DATABASE_URL' | 'MILLWRIGHT_DATABASE_OWNER_URL';
}

interface Named {
  readonly at: string;
  readonly user: string;
  readonly database: string;
  readonly setting: string;
  readonly message: string;
}

type Sentence = (named: Named) => string;

const away: Sentence = ({ at, message }) => `The database at ${at} does not answer: ${message}`;
const refuses: Sentence = ({ at, user, setting, message }) =>
  `The database at ${at} refuses the user ${user}: check the user and the password in ${setting} (${message})`;

/** By the codes of PostgreSQL. */
const sentences: Readonly<Record<string, Sentence>> = {
  '28P01': refuses,
  '28000': refuses,
  '3D000': ({ at, database, setting }) =>
    `There is no database ${database} at ${at}: create it, or name another one in ${setting}`,
  '42501': ({ at, user, database, message }) =>
    `The user ${user} may not do what is needed in the database ${database} at ${at}: ${message}`,
  '53300': ({ at, message }) => `The database at ${at} has no connection left: ${message}`,
};

const codeOf = (error: Error): string | undefined =>
  'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** What an error says of the database in a sentence; undefined where it says nothing of it. */
export function troubleOf(error: unknown, { url, setting }: DatabasePlace): string | undefined {
  if (error instanceof DatabaseTrouble) return error.message;
  if (!(error instanceof Error) || error.name.startsWith('KafkaJS')) return undefined;
  const code = codeOf(error) ?? '';
  const sentence = sentences[code] ?? (isUnreachable(error) ? away : undefined);
  const { hostname, port, username, pathname } = new URL(url);
  return sentence?.({
    at: `${hostname}:${port || '5432'}`,
    user: decodeURIComponent(username),
    database: decodeURIComponent(pathname.slice(1)),
    setting,
    // Where a name has several addresses, the error of all of them says nothing itself.
    message: error.message || code,
  });
}
