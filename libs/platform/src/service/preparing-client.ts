import { createHash } from 'node:crypto';
import { Client, type QueryConfig } from 'pg';
import { beginsTransaction, endsTransaction, needsNoAnswer, rollsBack } from './write-behind.js';

const names = new Map<string, string>();

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(text).digest('base64').slice(0, 32);
  names.set(text, name);
  return name;
}

type Run = (...given: unknown[]) => Promise<unknown>;

/**
 * Read models run the same few statements for every event, and TypeORM has each of them parsed and planned again. A
 * statement with parameters is prepared once a connection instead; PostgreSQL plans it anew when a table was swapped or
 * the search path is another.
 *
 * Within a transaction, statements that answer nothing are sent without waiting for the one before (the connection must
 * be in pipeline mode). The server does them in order. The first that fails aborts the transaction there, and its error
 * is thrown by the next statement that is waited for: a question, a savepoint, at the latest the commit.
 */
export class PreparingClient extends Client {
  private inTransaction = false;
  private failed: { readonly error: unknown } | undefined;
  private isCorked = false;

  // The signature of the library's own method has a dozen forms; all are handed on as they came but this one.
  override query(...args: unknown[]): never {
    const [text, values, ...rest] = args;
    if (typeof text !== 'string' || rest.length > 0 || typeof values === 'function') return this.run(...args) as never;
    const prepare = Array.isArray(values) && values.length > 0;
    const given = prepare ? [{ name: nameOf(text), text, values } satisfies QueryConfig] : [text, values];
    if (beginsTransaction(text)) this.inTransaction = true;
    return (this.inTransaction ? this.inOrder(text, given) : this.run(...given)) as never;
  }

  private async inOrder(text: string, given: readonly unknown[]): Promise<unknown> {
    if (needsNoAnswer(text)) {
      this.gather();
      this.run(...given).catch((error: unknown) => (this.failed ??= { error }));
      return nothing;
    }
    try {
      const answer = await this.run(...given).finally(() => this.throwFailure(text));
      return answer;
    } finally {
      if (rollsBack(text)) this.failed = undefined;
      if (endsTransaction(text)) this.inTransaction = false;
    }
  }

  /** What follows an error in a transaction says only that the transaction is aborted; a commit does not even say that. */
  private throwFailure(text: string): void {
    if (this.failed && !rollsBack(text)) throw this.failed.error;
  }

  /** Everything that is asked for in this turn of the event loop goes out in one piece. */
  private gather(): void {
    if (this.isCorked) return;
    this.isCorked = true;
    const { stream } = this.connection;
    stream.cork();
    process.nextTick(() => {
      this.isCorked = false;
      stream.uncork();
    });
  }

  private get run(): Run {
    return (...given) => (super.query as (...args: unknown[]) => Promise<unknown>).apply(this, given);
  }
}

const nothing = { rows: [], rowCount: 0 };
