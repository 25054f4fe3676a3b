import { constants, createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse/sync';
import { type IdentifiedRow, Identities } from './identity.js';
import { type Cells, type Column, columns, isName, NoFact, readRow } from './log-row.js';
import { NoSuchTime } from './local-time.js';
import type { RejectedRow } from './rejected-rows.js';

export interface LogFile {
  readonly header: readonly string[];
  readonly rows: IdentifiedRow[];
  readonly rejected: RejectedRow[];
  /** As they stand in the file, by line: of the rows that can be facts, should the plant refuse one. */
  readonly cells: Map<number, readonly string[]>;
  /** Cells of all rows, as far as they can be read: also a rejected row may name an operation that a corrected one will need. */
  readonly routes: RouteStep[];
}

export interface RouteStep {
  readonly order: string;
  readonly operation: string;
  readonly machine: string;
}

export interface ReadOptions {
  readonly zone: string;
  /** No report ends after it. */
  readonly now: string;
}

/** Columns that are not ours, such as those of a file of rejected rows, are read over. */
const ignored = new Set(['line', 'reason']);

/** Line by line: a quote that is never closed spoils its own line and no other. */
export async function readLogFile(file: string, options: ReadOptions): Promise<LogFile> {
  await access(file, constants.R_OK).catch(() => {
    throw new Error(`${file} cannot be read.`);
  });
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
  const identities = new Identities();
  const log: LogFile = { header: [], rows: [], rejected: [], cells: new Map(), routes: [] };
  const places: { [column in Column]?: number } = {};
  let number = 0;
  for await (const text of lines) {
    number++;
    if (number === 1) Object.assign(log, { header: findColumns(text.replace(/^\uFEFF/, ''), places, file) });
    else if (text.trim() !== '') readLine({ text, number, places, options, identities, log });
  }
  if (number === 0) throw new Error(`${file} is empty; its first line should name the columns ${columns.join(',')}.`);
  return withoutIgnored(log);
}

interface Line {
  readonly text: string;
  readonly number: number;
  readonly places: { [column in Column]?: number };
  readonly options: ReadOptions;
  readonly identities: Identities;
  readonly log: LogFile;
}

function readLine({ text, number, places, options, identities, log }: Line): void {
  let cells: string[] = [text];
  try {
    cells = split(text);
    if (cells.length !== log.header.length)
      throw new NoFact(`it has ${cells.length} columns, the first line has ${log.header.length}`);
    const named = Object.fromEntries(columns.map((column) => [column, cells[places[column] ?? -1].trim()])) as Cells;
    if ([named.work_order, named.operation, named.machine].every(isName))
      log.routes.push({ order: named.work_order, operation: named.operation, machine: named.machine });
    log.rows.push(identities.of(readRow(named, number, options)));
    log.cells.set(number, cells);
  } catch (error) {
    if (!(error instanceof NoFact || error instanceof NoSuchTime)) throw error;
    log.rejected.push({ line: number, reason: error.message, cells });
  }
}

function split(text: string): string[] {
  // What the parser would do, a hundred times quicker.
  if (!text.includes('"')) return text.split(',');
  try {
    const [cells] = parse(text, { relax_column_count: true }) as string[][];
    return cells;
  } catch (error) {
    throw new NoFact(
      `its quotes do not match (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`,
    );
  }
}

function findColumns(text: string, places: { [column in Column]?: number }, file: string): string[] {
  const header = split(text).map((cell) => cell.trim());
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0)
    throw new Error(
      `The first line of ${file} does not name the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}; it should name ${columns.join(',')}. Nothing was imported.`,
    );
  const twice = columns.find((column) => header.indexOf(column) !== header.lastIndexOf(column));
  if (twice) throw new Error(`The first line of ${file} names the column ${twice} twice. Nothing was imported.`);
  for (const column of columns) places[column] = header.indexOf(column);
  return header;
}

/** A file of rejected rows that is imported again gets line and reason anew. */
function withoutIgnored(log: LogFile): LogFile {
  const kept = log.header.flatMap((name, place) => (ignored.has(name) ? [] : [place]));
  const only = (cells: readonly string[]): string[] =>
    cells.length === log.header.length ? kept.map((place) => cells[place]) : [...cells];
  return {
    ...log,
    header: only(log.header),
    rejected: log.rejected.map((row) => ({ ...row, cells: only(row.cells) })),
    cells: new Map([...log.cells].map(([line, cells]) => [line, only(cells)])),
  };
}
