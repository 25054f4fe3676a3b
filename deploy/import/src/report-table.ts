import type { Imported } from './importing.js';

/** For people; the JSON of `--json` has the same. */
export function tableOf({
  rows,
  imported,
  alreadyThere,
  rejected,
  exceptions,
  rowsPerSecond,
  besidesOthers,
  reconciliation,
  ok,
}: Imported): string {
  const found = exceptions.map(({ code, rows: count }) => `  ${code.padEnd(20)} ${String(count).padStart(8)}`);
  const deviating = reconciliation.filter(({ equal }) => !equal).length;
  return [
    `${rows} rows: ${imported} imported, ${alreadyThere} were there already, ${rejected} rejected; ${rowsPerSecond} rows/s.`,
    ...(found.length > 0 ? ['Recorded although a rule of the present would have refused it:', ...found] : []),
    '',
    line({ by: 'by', key: 'key', measure: 'measure', file: 'file', readModel: 'read model' }),
    ...reconciliation.map((one) => `${line(one)}${one.equal ? '' : ' <- differs'}`),
    '',
    ...(besidesOthers ? ['The plant has other reports too; what it had before was taken off.'] : []),
    ok
      ? 'The file and the read models agree in every figure.'
      : `The file and the read models differ in ${deviating} figures.`,
    '',
  ].join('\n');
}

const line = ({
  by,
  key,
  measure,
  file,
  readModel,
}: Record<'by' | 'key' | 'measure' | 'file' | 'readModel', string>): string =>
  `${by.padEnd(8)} ${key.padEnd(32)} ${measure.padEnd(15)} ${file.padStart(14)} ${readModel.padStart(14)}`;
