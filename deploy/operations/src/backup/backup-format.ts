import type { LogCut } from '@millwright/event-log';

/**
 * A gzip of frames: a letter, the length of the rest as 32 bits, and the rest. `H` the header, then for each table `T` and
 * its rows as `D` in the text format of COPY, which any later PostgreSQL reads; at last `E`, the end, with the number of rows
 * of each table and the SHA-256 of everything before it.
 */
export const FORMAT = 1;

export interface BackupHeader {
  readonly format: number;
  readonly millwright: string;
  readonly postgres: string;
  readonly madeAt: string;
  readonly site?: string;
  /** All in one snapshot. */
  readonly logs: readonly LogCut[];
}

export interface BackupTable {
  readonly service: string;
  readonly table: string;
  readonly columns: readonly string[];
}

export interface BackupEnd {
  /** By `<service>.<table>`. */
  readonly rows: Readonly<Record<string, number>>;
  readonly sha256: string;
}

export type FrameKind = 'H' | 'T' | 'D' | 'E';

export const tableName = ({ service, table }: BackupTable): string => `${service}.${table}`;

export function frameHead(kind: FrameKind, length: number): Buffer {
  const head = Buffer.allocUnsafe(5);
  head.write(kind, 'latin1');
  head.writeUInt32BE(length, 1);
  return head;
}
