import { resolve } from 'node:path';
import { readLogFile } from './log-file.js';
import { sideBySide } from './reconciliation.js';
import { difference, tally } from './tally.js';

const example = (): ReturnType<typeof readLogFile> =>
  readLogFile(resolve(__dirname, '../examples/workshop.csv'), { zone: 'Europe/Berlin', now: '2026-01-01T00:00:00Z' });

describe('reconciliation', () => {
  it('adds up the file', async () => {
    const sums = tally((await example()).rows);
    expect(sums.get('total')?.get('all')).toEqual({
      rows: '40',
      orders: '6',
      good: '1036',
      rejected: '12',
      review: '5',
      setupSeconds: '15300',
      runSeconds: '165000',
      breakdownSeconds: '5700',
    });
    expect(sums.get('machine')?.get('Band Saw')).toEqual({
      rows: '2',
      good: '180',
      rejected: '0',
      review: '0',
      runSeconds: '9000',
    });
  });

  it('puts file and read models side by side and marks what differs', async () => {
    const { rows } = await example();
    const [file, plant] = [tally(rows), tally(rows.slice(1))];
    expect(sideBySide(file, file).every(({ equal }) => equal)).toBe(true);
    expect(sideBySide(file, plant).filter(({ equal }) => !equal)).toEqual([
      { by: 'total', key: 'all', measure: 'rows', file: '40', readModel: '39', equal: false },
      { by: 'total', key: 'all', measure: 'setupHours', file: '4.2500', readModel: '3.5000', equal: false },
      { by: 'machine', key: 'Lathe 1', measure: 'setupHours', file: '1.2500', readModel: '0.5000', equal: false },
      { by: 'worker', key: 'A17', measure: 'setupHours', file: '1.4167', readModel: '0.6667', equal: false },
      { by: 'part', key: 'Valve Body', measure: 'setupHours', file: '1.2500', readModel: '0.5000', equal: false },
    ]);
  });

  it('takes off what the plant had before', async () => {
    const { rows } = await example();
    const [others, mine] = [tally(rows.slice(0, 10)), tally(rows.slice(10))];
    const seen = difference(tally(rows), others);
    expect(sideBySide(mine, seen).filter(({ equal, measure }) => !equal && measure !== 'orders')).toEqual([]);
  });
});
