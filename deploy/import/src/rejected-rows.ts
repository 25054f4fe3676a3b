import { rm, writeFile } from 'node:fs/promises';
import { columns } from './log-row.js';

export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
  /** As they stand in the file. */
  readonly cells: readonly string[];
}

export const rejectedFileOf = (file: string): string => `${file}.rejected.csv`;

/** One form of a row of the file, for what it says to a spreadsheet program is not ours to trust. */
export function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The columns of the file with line and reason before them: corrected, it can be imported as it is. */
export function rejectedCsv(header: readonly string[], rows: readonly RejectedRow[]): string {
  const lines = [...rows]
    .sort((a, b) => a.line - b.line)
    .map(({ line, reason, cells }) => [String(line), reason, ...cells]);
  return [['line', 'reason', ...header], ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** Of this run alone: without rejected rows, there is no file. */
export async function writeRejectedRows(
  file: string,
  header: readonly string[] = columns,
  rows: readonly RejectedRow[] = [],
): Promise<void> {
  if (rows.length === 0) return rm(rejectedFileOf(file), { force: true });
  await writeFile(rejectedFileOf(file), rejectedCsv(header, rows));
}
