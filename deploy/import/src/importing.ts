import type { Session } from '@millwright/platform';
import type { IdentifiedRow } from './identity.js';
import type { LogFile } from './log-file.js';
import { planFor, withoutConflicts } from './plan.js';
import { PlantApi } from './plant-api.js';
import { Preparation, type Prepared } from './preparation.js';
import type { Progress } from './progress.js';
import { type Reconciled, Reconciling } from './reconciliation.js';
import { type RejectedRow, rejectedFileOf, writeRejectedRows } from './rejected-rows.js';
import { type Reported, Reporting } from './reporting.js';

export interface Imported {
  /** The read models agree with the file. */
  readonly ok: boolean;
  /** Of the file, without its first line and empty ones. */
  readonly rows: number;
  readonly imported: number;
  readonly alreadyThere: number;
  readonly rejected: number;
  readonly exceptions: readonly { readonly code: string; readonly rows: number }[];
  readonly rowsPerSecond: number;
  readonly besidesOthers: boolean;
  readonly reconciliation: readonly Reconciled[];
}

export interface ImportOptions {
  /** Where the log was read from; the rejected rows are written beside it. */
  readonly file: string;
  readonly log: LogFile;
  readonly url: string;
  /** May report the past, and speak for the people of the log. */
  readonly session: Session;
  readonly zone: string;
}

/** From what was read to the reconciliation. */
export async function importLog(
  { file, log, url, session, zone }: ImportOptions,
  progress: Progress,
): Promise<Imported> {
  progress.say(
    `${log.rows.length + log.rejected.length} rows in ${file}, ${log.rejected.length} of them cannot be facts. Times are meant in ${zone}.`,
  );
  const { agreed, conflicts } = withoutConflicts(log.rows);
  const startedAt = Date.now();
  const api = new PlantApi(url, session);
  const prepared = await new Preparation(api, planFor(agreed, log.routes), zone, (done, of) =>
    progress.advance('master data and orders', done, of),
  ).run();
  const { known, refused } = knownRows(agreed, prepared);
  const reconciling = new Reconciling(api, prepared.people);
  const before = await reconciling.before();
  const reported = await new Reporting(api, prepared.people, (done, of) => progress.advance('reports', done, of)).enter(
    known,
  );
  const seconds = (Date.now() - startedAt) / 1000;
  const rejected = [
    ...log.rejected,
    ...[...conflicts, ...refused, ...refusedReports(reported)].map(({ row, reason }) =>
      rejectedRow(row, reason, log.cells),
    ),
  ];
  await keep(file, log.header, rejected, progress);
  progress.say('Comparing the file with the read models.');
  const { lines, equal, besidesOthers } = await reconciling.reconcile(before, reported);
  return {
    ok: equal,
    rows: log.rows.length + log.rejected.length,
    imported: rowsThat(reported, 'recorded').length,
    alreadyThere: rowsThat(reported, 'already-there').length,
    rejected: rejected.length,
    exceptions: countedExceptions(reported),
    rowsPerSecond: Math.round(reported.length / Math.max(seconds, 0.001)),
    besidesOthers,
    reconciliation: lines,
  };
}

/** Rows of orders that the plant refused cannot be entered. */
function knownRows(
  rows: readonly IdentifiedRow[],
  { refused }: Prepared,
): { known: IdentifiedRow[]; refused: { row: IdentifiedRow; reason: string }[] } {
  return {
    known: rows.filter(({ order }) => !refused.has(order)),
    refused: rows.map((row) => ({ row, reason: refused.get(row.order) ?? '' })).filter(({ reason }) => reason !== ''),
  };
}

const rowsThat = (reported: readonly Reported[], ...outcomes: readonly Reported['outcome'][]): IdentifiedRow[] =>
  reported.filter(({ outcome }) => outcomes.includes(outcome)).map(({ row }) => row);

const refusedReports = (reported: readonly Reported[]): Reported[] =>
  reported.filter(({ outcome }) => outcome === 'refused');

const rejectedRow = (
  { line }: IdentifiedRow,
  reason: string,
  cells: ReadonlyMap<number, readonly string[]>,
): RejectedRow => ({ line, reason, cells: cells.get(line) ?? [] });

function countedExceptions(reported: readonly Reported[]): { code: string; rows: number }[] {
  const rows = new Map<string, number>();
  for (const { outcome, exceptions } of reported) {
    if (outcome !== 'refused') for (const code of new Set(exceptions)) rows.set(code, (rows.get(code) ?? 0) + 1);
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, count]) => ({ code, rows: count }));
}

/** The import does not fail because the folder of the file cannot be written. */
async function keep(
  file: string,
  header: readonly string[],
  rejected: readonly RejectedRow[],
  progress: Progress,
): Promise<void> {
  try {
    await writeRejectedRows(file, header, rejected);
    if (rejected.length > 0) progress.say(`${rejected.length} rows were rejected: see ${rejectedFileOf(file)}.`);
  } catch (error) {
    progress.say(`The rejected rows could not be written to ${rejectedFileOf(file)} (${String(error)}):`);
    for (const { line, reason } of rejected) progress.say(`  line ${line}: ${reason}`);
  }
}
