import { createHash } from 'node:crypto';
import { Client, type QueryConfig } from 'pg';

const names = new Map<string, string>();

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(text).digest('base64').slice(0, 32);
  names.set(text, name);
  return name;
}

/**
 * Read models run the same few statements for every event, and TypeORM has each of them parsed and planned again. A
 * statement with parameters is prepared once a connection instead; PostgreSQL plans it anew when a table was swapped or
 * the search path is another.
 */
export class PreparingClient extends Client {
  // The signature of the library's own method has a dozen forms; all are handed on as they came but this one.
  override query(...args: unknown[]): never {
    const [text, values, ...rest] = args;
    const prepare = typeof text === 'string' && Array.isArray(values) && values.length > 0;
    const first: unknown[] = prepare ? [{ name: nameOf(text), text, values } satisfies QueryConfig] : [text, values];
    const query = super.query as (...given: unknown[]) => never;
    return query.apply(this, [...first, ...rest]);
  }
}
