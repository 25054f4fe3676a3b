import type { DataSource } from 'typeorm';
import { v7 } from 'uuid';

export interface RefusedAccess {
  readonly at: string;
  readonly status: number;
  readonly code: string;
  /** The one that was missing. */
  readonly permission?: string;
  /** Who it was, where that is known. */
  readonly principal?: string;
  readonly method: string;
  /** As the document names it, with nothing in it that somebody sent. */
  readonly route: string;
  /** From where. */
  readonly address: string;
}

const mostWaiting = 1_000;
const mostKept = 10_000;
const betweenWritesMs = 500;

/**
 * The audit of what was refused: a table and not the log, since it proves nothing about the plant, and bounded, since
 * strangers write it. Written behind the answers, many at once; in a flood the latest thousand between two writes are kept.
 */
export class RefusedAccesses {
  private waiting: (RefusedAccess & { readonly id: string })[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: DataSource,
    private readonly onError: (error: unknown) => void,
  ) {}

  note(refused: RefusedAccess): void {
    if (this.waiting.length >= mostWaiting) this.waiting.shift();
    // Ordered by time, and not drawn from a sequence, which no backup would bring along.
    this.waiting.push({ id: v7(), ...refused });
    this.timer ??= setTimeout(() => void this.write(), betweenWritesMs).unref();
  }

  /** Writes what still waits. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    await this.write();
  }

  list(limit: number, after = ''): Promise<{ readonly id: string }[]> {
    return this.database.query(
      `select id, at, status, code, permission, principal, method, route, address from refused_access
        where $2 = '' or id < $2 order by id desc limit $1`,
      [limit, after],
    );
  }

  private write(): Promise<void> {
    this.timer = undefined;
    const rows = this.waiting;
    this.waiting = [];
    if (rows.length > 0) this.writing = this.writing.then(() => this.insert(rows)).catch(this.onError);
    return this.writing;
  }

  private async insert(rows: readonly object[]): Promise<void> {
    if (!this.database.isInitialized) return;
    await this.database.query(
      `insert into refused_access (id, at, status, code, permission, principal, method, route, address)
       select * from jsonb_to_recordset($1) as r(id text, at timestamptz, status integer, code text, permission text, principal text, method text, route text, address text)`,
      [JSON.stringify(rows)],
    );
    await this.database.query(
      `delete from refused_access where id <= (select id from refused_access order by id desc offset ${mostKept} limit 1)`,
    );
  }
}
