import type { EntityManager } from 'typeorm';
import { ReadModelClient } from './read-model-client.js';

const writes = new Map<string, boolean>();

/** A plain insert, update or delete that answers with no rows. What cannot be told by its first word is waited for. */
export function isWrite(text: string): boolean {
  const known = writes.get(text);
  if (known !== undefined) return known;
  const is = /^\s*(insert|update|delete)\b/i.test(text) && !/\breturning\b/i.test(text);
  writes.set(text, is);
  return is;
}

/** After so many, others of the process have a turn. */
const turnAfter = 100;

/**
 * Runs handlers in a transaction with a `db` whose writes are not waited for one by one: they are on their way, in order,
 * and whatever reads comes behind them and sees them. All of them are answered when this returns; the first that failed is
 * what this throws. A write's result is undefined, so that nobody goes on with a number of rows that is not known yet.
 */
export async function withStreamedWrites(
  db: EntityManager,
  handle: (db: EntityManager) => Promise<void>,
): Promise<void> {
  const client: unknown = await db.queryRunner?.connect();
  if (!(client instanceof ReadModelClient)) return handle(db);
  let failure: { readonly error: unknown } | undefined;
  try {
    await handle(streaming(db, client));
  } catch (error) {
    failure = { error };
  }
  // What a handler threw after a write had failed is only its consequence: the write's failure goes first.
  await client.settle();
  if (failure) throw failure.error;
}

function streaming(db: EntityManager, client: ReadModelClient): EntityManager {
  let written = 0;
  const query: EntityManager['query'] = async (text, values) => {
    if (!isWrite(text)) return db.query(text, values);
    client.write(text, values as unknown[] | undefined);
    if (++written % turnAfter === 0) await new Promise(setImmediate);
    // Nobody may rely on it: see above.
    return undefined as never;
  };
  // Everything else is the transaction's own.
  return Object.create(db, { query: { value: query } }) as EntityManager;
}
