import { createHash } from 'node:crypto';
import type { LogRow } from './log-row.js';

export interface IdentifiedRow extends LogRow {
  /** The same for ever, in whatever file and in whatever line the row comes again. */
  readonly id: string;
}

/** A row's identity is its content and which of its twins it is: the first, the second … with that content in the file. */
export class Identities {
  private readonly seen = new Map<string, number>();

  of(row: LogRow): IdentifiedRow {
    const twin = (this.seen.get(row.content) ?? 0) + 1;
    this.seen.set(row.content, twin);
    return { ...row, id: `row-${digest(`${row.content}#${twin}`)}` };
  }
}

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
