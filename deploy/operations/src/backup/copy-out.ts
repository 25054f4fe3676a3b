import type { Connection, Submittable } from 'pg';

const CHUNK = 64 * 1024;
const WAITING = 8;

interface CopyData {
  readonly chunk: Buffer;
}

export interface Chunk {
  readonly data: Buffer;
  readonly rows: number;
}

/** `COPY … TO STDOUT`, in chunks of whole rows. The server is held back while nobody takes them. */
export class CopyOut implements Submittable, AsyncIterable<Chunk> {
  private readonly waiting: Chunk[] = [];
  private filling = Buffer.allocUnsafe(CHUNK);
  private filled = 0;
  private rows = 0;
  private done = false;
  private failure: Error | undefined;
  private connection: Connection | undefined;
  private wake: () => void = () => undefined;

  constructor(private readonly statement: string) {}

  submit = (connection: Connection): void => {
    this.connection = connection;
    connection.query(this.statement);
  };

  async *[Symbol.asyncIterator](): AsyncIterator<Chunk> {
    for (;;) {
      const next = this.waiting.shift();
      if (next) {
        if (this.waiting.length < WAITING) this.connection?.stream.resume();
        yield next;
      } else if (this.failure) throw this.failure;
      else if (this.done) return;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** Each message is one row; its bytes are the connection's and are used again. */
  handleCopyData({ chunk }: CopyData): void {
    if (this.filled + chunk.length > this.filling.length) this.flush(chunk.length);
    chunk.copy(this.filling, this.filled);
    this.filled += chunk.length;
    this.rows++;
  }

  handleCommandComplete(): void {
    this.flush(0);
  }

  handleReadyForQuery(): void {
    this.done = true;
    this.wake();
  }

  handleError(error: Error): void {
    this.failure = error;
    this.wake();
  }

  private flush(needed: number): void {
    if (this.rows > 0) this.waiting.push({ data: this.filling.subarray(0, this.filled), rows: this.rows });
    this.filling = Buffer.allocUnsafe(Math.max(CHUNK, needed));
    this.filled = 0;
    this.rows = 0;
    if (this.waiting.length >= WAITING) this.connection?.stream.pause();
    this.wake();
  }
}
