import type { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import type { ListQuery, Page } from '../lists/list-page.js';
import { rowsPage } from '../lists/rows-page.js';

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

export type NotedRefusal = RefusedAccess & { readonly id: string };

const withoutAbsent = (row: NotedRefusal): NotedRefusal =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as NotedRefusal;

type RefusedAsked = ListQuery & { readonly principal?: string; readonly code?: string };

const refusedRows = {
  name: 'refused accesses',
  sql: `select id, at, status, code, permission, principal, method, route, address from refused_access
    where ($1::text is null or principal = $1) and ($2::text is null or code = $2)
      and ($3::timestamptz is null or at >= $3) and ($4::timestamptz is null or at < $4)`,
  sorts: { id: 'text' },
  key: ['id'],
};

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

  async list(asked: RefusedAsked): Promise<Page<NotedRefusal>> {
    const { principal = null, code = null, from = null, to = null } = asked;
    const rows = { ...refusedRows, parameters: [principal, code, from, to] };
    const { items, next } = await rowsPage<NotedRefusal>(this.database.manager, rows, asked);
    return { items: items.map(withoutAbsent), next };
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
