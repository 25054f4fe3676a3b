import type { Result } from './result.js';

const number = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });

const outcome = ({ ok }: Result): string => (ok === null ? '' : ok ? 'held' : 'MISSED');

/** One line a result, in columns. */
export function table(results: readonly Result[]): string {
  const rows = results.map((result) => [
    result.name,
    `${number(result.ours)} ${result.unit}`,
    Object.entries(result.peers)
      .map(([name, value]) => `${name} ${number(value)}`)
      .join(', '),
    result.ratio === null ? '' : `${number(result.ratio)}x`,
    result.goal ?? '',
    outcome(result),
  ]);
  const all = [['', 'ours', 'peers', 'ratio', 'goal', ''], ...rows];
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
