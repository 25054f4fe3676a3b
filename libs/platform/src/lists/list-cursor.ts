import { createHash } from 'node:crypto';
import { ProblemException } from '../http/problem.js';

type Asked = Readonly<Record<string, unknown>>;

const refused = (): ProblemException =>
  ProblemException.of(
    400,
    'invalid-cursor',
    '`after` is not the `next` of a page of this list with this sort and these filters. Leave it out and begin anew.',
  );

/** A list with a sort and filters; how many at a time is no part of it. */
function digestOf(list: string, asked: Asked): string {
  const given = Object.entries(asked).filter(
    ([name, value]) => value !== undefined && name !== 'limit' && name !== 'after',
  );
  const said = JSON.stringify([list, ...given.sort(([a], [b]) => (a < b ? -1 : 1))]);
  return createHash('sha256').update(said).digest('base64url').slice(0, 8);
}

/** Where a page ended: what its last row is sorted by. It says nothing in a list that is asked for otherwise. */
export const cursorOf = (list: string, asked: Asked, place: readonly string[]): string =>
  Buffer.from(JSON.stringify([digestOf(list, asked), ...place])).toString('base64url');

export function placeOf(list: string, asked: Asked, cursor: string, columns: number): readonly string[] {
  const read = readCursor(cursor);
  if (read.length !== columns + 1 || read[0] !== digestOf(list, asked)) throw refused();
  return read.slice(1);
}

function readCursor(cursor: string): readonly string[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(read) && read.every((one) => typeof one === 'string') ? read : [];
  } catch {
    return [];
  }
}

/** A cursor of somebody's own making can name what no column takes: PostgreSQL's class of data exceptions. */
export async function withCursor<T>(cursor: string | undefined, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const code: unknown = (error as { code?: unknown }).code;
    throw cursor !== undefined && typeof code === 'string' && code.startsWith('22') ? refused() : error;
  }
}
