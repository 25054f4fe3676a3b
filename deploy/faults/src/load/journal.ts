import { closeSync, openSync, writeSync } from 'node:fs';

/** One attempt of one command and what came of it. */
export interface Entry {
  readonly at: string;
  readonly client: string;
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly key: string;
  /** Of the attempt; its trace is the same for all attempts of a command. */
  readonly traceparent: string;
  readonly ifMatch?: string;
  /** Hash of method, path and body: what a key stands for. */
  readonly bodyHash: string;
  /** Absent when there was no answer: the command may have been carried out or not. */
  readonly status?: number;
  readonly body?: string;
  readonly position?: string;
  readonly etag?: string;
  readonly replayed?: boolean;
  readonly retryAfter?: string;
  readonly problem?: string;
  readonly ms: number;
}

/** What the clients saw, a line an attempt, on disk before anybody goes on. */
export class Journal {
  private readonly file: number;
  private readonly watchers = new Set<(entry: Entry) => void>();

  constructor(readonly path: string) {
    this.file = openSync(path, 'a');
  }

  write(entry: Entry): void {
    writeSync(this.file, `${JSON.stringify(entry)}\n`);
    for (const watcher of this.watchers) watcher(entry);
  }

  /** Tells of every entry from now on, until the function given back is called. */
  watch(watcher: (entry: Entry) => void): () => void {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  }

  close(): void {
    closeSync(this.file);
  }
}
