import { createHash } from 'node:crypto';
import { Client, type QueryConfig } from 'pg';
import { WriteStream } from './write-stream.js';

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
export class ReadModelClient extends Client {
  private writing: WriteStream | undefined;
  private answered: Promise<void> = Promise.resolve();
  private failure: { readonly error: unknown } | undefined;

  // The signature of the library's own method has a dozen forms; all are handed on as they came but this one.
  override query(...args: unknown[]): never {
    // Whatever is asked comes behind what was written, and sees it.
    this.endWriting();
    const [text, values, ...rest] = args;
    const prepare = typeof text === 'string' && Array.isArray(values) && values.length > 0;
    const first: unknown[] = prepare ? [{ name: nameOf(text), text, values } satisfies QueryConfig] : [text, values];
    return this.hand(...first, ...rest);
  }

  /**
   * Sends a statement that answers with no rows and does not wait for it. Only within a transaction, and whoever does so
   * calls `settle` before the transaction is committed or given up: a failure shows there and nowhere else.
   */
  write(text: string, values: readonly unknown[] = []): void {
    if (!this.writing) {
      this.writing = new WriteStream((error) => (this.failure ??= { error }));
      this.answered = this.writing.done;
      this.hand(this.writing);
    }
    this.writing.add({ name: nameOf(text), text, values });
  }

  /** Resolves when everything that was written is answered; throws what the first of it failed with. */
  async settle(): Promise<void> {
    this.endWriting();
    await this.answered;
    const { failure } = this;
    this.failure = undefined;
    if (failure) throw failure.error;
  }

  private endWriting(): void {
    this.writing?.end();
    this.writing = undefined;
  }

  private hand(...args: unknown[]): never {
    return (super.query as (...given: unknown[]) => never).apply(this, args);
  }
}
