import { once } from 'node:events';
import type { Connection, Submittable } from 'pg';

declare module 'pg' {
  interface Connection {
    sendCopyFromChunk(chunk: Buffer): void;
    endCopyFrom(): void;
  }
}

/** `COPY … FROM STDIN`: write chunks as fast as the server takes them, then end. */
export class CopyIn implements Submittable {
  private connection: Connection | undefined;
  private failure: Error | undefined;
  private readonly begun: Promise<void>;
  private readonly ended: Promise<void>;
  private begin: () => void = () => undefined;
  private settle: () => void = () => undefined;

  constructor(private readonly statement: string) {
    this.begun = new Promise((resolve) => (this.begin = resolve));
    this.ended = new Promise((resolve) => (this.settle = resolve));
  }

  submit = (connection: Connection): void => {
    this.connection = connection;
    connection.query(this.statement);
  };

  async write(chunk: Buffer): Promise<void> {
    await this.begun;
    if (this.failure) throw this.failure;
    this.connection?.sendCopyFromChunk(chunk);
    const stream = this.connection?.stream;
    if (stream?.writableNeedDrain) await Promise.race([once(stream, 'drain'), this.ended]);
  }

  async end(): Promise<void> {
    await this.begun;
    if (!this.failure) this.connection?.endCopyFrom();
    await this.ended;
    if (this.failure) throw this.failure;
  }

  handleCopyInResponse(): void {
    this.begin();
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.settle();
  }

  handleError(error: Error): void {
    this.failure = error;
    this.begin();
    this.settle();
  }
}
