import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type LogFile, readLogFile } from './log-file.js';
import { rejectedCsv } from './rejected-rows.js';
import { planFor, withoutConflicts } from './plan.js';

const example = (name: string): string => resolve(__dirname, '../examples', name);
const options = { zone: 'Europe/Berlin', now: '2026-01-01T00:00:00Z' };
const directory = mkdtempSync(join(tmpdir(), 'millwright-import-'));
afterAll(() => rmSync(directory, { recursive: true }));

function read(text: string): Promise<LogFile> {
  const file = join(directory, 'log.csv');
  writeFileSync(file, text);
  return readLogFile(file, options);
}

const header =
  'work_order,part,order_qty,operation,machine,worker,kind,started_at,ended_at,good_qty,rejected_qty,review_qty,rework';
const row = (good: string, rework = ''): string =>
  `WS-1,Bolt,10,Turning,Lathe 1,A17,run,2024-03-04T06:00,2024-03-04T07:00,${good},0,0,${rework}`;

describe('reading a shop-floor log', () => {
  it('takes every row of the example', async () => {
    const { rows, rejected } = await readLogFile(example('workshop.csv'), options);
    expect([rows.length, rejected.length]).toEqual([40, 0]);
    expect(rows[0]).toMatchObject({
      line: 2,
      order: 'WS-101',
      kind: 'setup',
      startedAt: '2024-03-04T05:00:00.000Z',
      rework: false,
    });
    expect(rows[5].operation).toBe('Drilling, 4 holes');
    expect(rows[23].rework).toBe(true);
  });

  it('says of each row that cannot be a fact why, and takes the others', async () => {
    const { rows, rejected } = await readLogFile(example('workshop-with-broken-rows.csv'), options);
    expect(rows.map(({ line }) => line)).toEqual([2, 10, 14]);
    expect(rejected.map(({ line, reason }) => `${line}: ${reason.slice(0, 44)}`)).toEqual([
      '3: 2024-02-30T06:00:00 does not exist in any ca',
      '4: ended_at 2024-03-06T07:00:00 lies before sta',
      '5: good_qty "ten" is no amount such as 12 or 12',
      '6: it has 12 columns, the first line has 13',
      '7: kind "pause" is none of setup, run, breakdow',
      '8: worker is missing',
      '9: good_qty "-1" is no amount such as 12 or 12.',
      '11: its quotes do not match (Quote Not Closed: t',
      '12: kind "stop" is none of setup, run, breakdown',
    ]);
  });

  it('finds the columns by their names, in any order, with others between them', async () => {
    const { rows } = await read(
      `\uFEFFnote,rework,review_qty,rejected_qty,good_qty,ended_at,started_at,kind,worker,machine,operation,order_qty,part,work_order\r\nx,yes,1,2,3.50,2024-03-04 07:00,2024-03-04 06:00,run,A17,Lathe 1,Turning,10,Bolt,WS-1\r\n`,
    );
    expect(rows[0]).toMatchObject({ order: 'WS-1', good: '3.5', rejected: '2', review: '1', rework: true });
  });

  it('imports nothing where a column is missing', async () => {
    await expect(read('work_order,part\nWS-1,Bolt\n')).rejects.toThrow(
      'does not name the columns order_qty, operation',
    );
    await expect(read('')).rejects.toThrow('is empty');
  });

  it('knows a row by its content and by which of its twins it is', async () => {
    const ids = async (...lines: string[]): Promise<string[]> =>
      (await read([header, ...lines].join('\n'))).rows.map(({ id }) => id);
    const [first, second] = await ids(row('5'), row('5'));
    expect(second).not.toBe(first);
    expect(await ids(row('4'), row('5.0', 'no'), '', row('5'))).toEqual([expect.any(String), first, second]);
    expect(await ids(row('5', 'yes'))).not.toEqual([first]);
  });

  it('rejects what lies in the future', async () => {
    const { rejected } = await read([header, row('1').replace(/2024/g, '2027')].join('\n'));
    expect(rejected[0].reason).toContain('lies in the future');
  });
});

describe('what the plant must know', () => {
  it('an order is for one part and one quantity', async () => {
    const { rows } = await readLogFile(example('workshop-with-broken-rows.csv'), options);
    const { agreed, conflicts } = withoutConflicts(rows);
    expect(agreed.map(({ line }) => line)).toEqual([2, 14]);
    expect(conflicts[0].reason).toBe('work_order WS-201 is for 10 Valve Body in line 2, here for 12 Valve Body');
  });

  it('an order has the operations that the file names for it, and shares its routing with orders that have the same', async () => {
    const { rows, routes } = await readLogFile(example('workshop.csv'), options);
    const plan = planFor(rows, routes);
    expect(
      plan.routings.map(
        ({ part, operations }) => `${part}: ${operations.map(({ operation }) => operation).join(', ')}`,
      ),
    ).toEqual([
      'Valve Body: Deburring, Inspection, Packing, Turning',
      'Pump Shaft: Grinding, Inspection, Packing, Turning',
      'Cover Plate: Drilling, 4 holes, Inspection, Packing, Sawing',
      'Bracket: Bending, Inspection, Packing, Sawing',
    ]);
    expect([plan.orders.length, plan.machines.length, plan.workers.length]).toEqual([6, 9, 7]);
    expect(plan.orders[0]).toMatchObject({ order: 'WS-101', quantity: '40', startedAt: '2024-03-04T05:00:00.000Z' });
  });
});

describe('the file of rejected rows', () => {
  it('has line and reason before the columns, quoted, and starts no formula', () => {
    const csv = rejectedCsv(
      ['a', 'b'],
      [
        { line: 9, reason: 'it says "no"', cells: ['=1+1', 'x,y'] },
        { line: 3, reason: 'first', cells: ['-1', '@sum'] },
      ],
    );
    expect(csv).toBe(`line,reason,a,b\r\n3,first,'-1,'@sum\r\n9,"it says ""no""",'=1+1,"x,y"\r\n`);
  });

  it('can be read as a log again', async () => {
    const { header: names, rejected } = await readLogFile(example('workshop-with-broken-rows.csv'), options);
    const { rows } = await read(rejectedCsv(names, rejected).replace(',ten,', ',1,'));
    expect(rows.map(({ good }) => good)).toEqual(['1']);
  });
});
