import { orders, published, quality } from '@millwright/contracts';
import type { Event } from '@millwright/event-sourcing';
import { rowsPage } from '@millwright/platform';
import { useTestDatabase } from '@millwright/testing';
import { DataSource } from 'typeorm';
import { workCenterCalendars } from '../machine/work-center-calendar.projection.js';
import { Analysis0000000000101 } from '../migrations/0101-analysis.js';
import { hoursRows, type HoursRow } from '../statistics/hours.projection.js';
import { leadTimeRows, rejectsBy, totalsOf } from '../statistics/work-totals.projection.js';
import { span } from './span.rules.js';
import { factsOf } from './work-center-facts.projection.js';
import { workAndOutput } from './work.projection.js';

const { url } = useTestDatabase();
const worker = 'person:00000000-0000-7000-8000-000000000007';
let database: DataSource;
let position: number;

/** Runs the read models over facts in the order of a log. */
async function happen(at: string, event: Event, actor = worker): Promise<void> {
  position += 1;
  const recorded = {
    ...event,
    eventId: `tracking:1:${position}`,
    position,
    site: 'TEST',
    category: '',
    id: '',
    version: 1,
    by: { actor, at },
    recordedAt: at,
    commandId: '',
    correlation: '',
  };
  for (const { on } of [workCenterCalendars, workAndOutput]) {
    await (on as Record<string, ((one: typeof recorded, db: DataSource['manager']) => Promise<unknown>) | undefined>)[
      event.type
    ]?.(recorded, database.manager);
  }
}

const opened = (operation: string, workCenter: string, tracking: 'serial' | 'lot'): Event => ({
  type: 'JobOpened',
  data: { order: 'PO-1', operation, item: 'GM', workCenter, tracking, runSecondsPerUnit: 720 },
});
const unit = (type: string, operation: string, workCenter: string, more: object = {}): Event => ({
  type,
  data: { unit: 'GM-1', order: 'PO-1', item: 'GM', operation, workCenter, attempt: 1, ...more },
});
const report = (more: object): Event => ({
  type: 'ReportOfPastRecorded',
  data: {
    reportId: 'R',
    order: 'PO-1',
    operation: '10',
    item: 'GM',
    workCenter: 'ASSY-1',
    person: worker,
    kind: 'run',
    startedAt: '2026-01-05T08:00:00.000Z',
    endedAt: '2026-01-05T09:00:00.000Z',
    good: '0',
    rejected: '0',
    review: '0',
    unit: 'C62',
    rework: false,
    exceptions: [],
    ...more,
  },
});
const disposed = (disposition: 'scrap' | 'rework', originOperation?: string): Event =>
  published(quality.NonconformanceDisposed, {
    nonconformance: 'NC-1',
    subject: { kind: 'unit', id: 'GM-1' },
    order: 'PO-1',
    originOperation,
    disposition,
    reason: 'size',
    quantity: { value: '1', unit: 'C62' },
  });

const window = span('2026-01-05T00:00:00Z', '2026-01-06T00:00:00Z');
const output = async (workCenter: string): Promise<string[]> =>
  (await factsOf(database.manager, { workCenter }, window)).output.map(
    ({ good, scrap, rework }) => `good ${good} scrap ${scrap} rework ${rework}`,
  );
const work = async (workCenter: string): Promise<string[]> =>
  (await factsOf(database.manager, { workCenter }, window)).work.map(
    ({ from, to, state }) => `${state} ${to === null ? 'open' : (to - from) / 60}`,
  );
const everything = {};

const hoursOf = async (...asked: Parameters<typeof hoursRows>): Promise<readonly HoursRow[]> =>
  (await rowsPage<HoursRow>(database.manager, hoursRows(...asked), { limit: 100 })).items;
const seconds = ({ key, day, busySeconds, setupSeconds, busyOnce, occupiedOnce }: HoursRow) => [
  key,
  day,
  busySeconds,
  setupSeconds,
  busyOnce,
  occupiedOnce,
];

beforeAll(async () => {
  database = await new DataSource({ type: 'postgres', url, migrations: [Analysis0000000000101] }).initialize();
  await database.runMigrations();
});
afterAll(() => database.destroy());
beforeEach(async () => {
  position = 0;
  await database.query('truncate job_plan, work_stretch, output, finding, work_center_calendar');
  await happen('2026-01-05T05:00:00.000Z', opened('10', 'ASSY-1', 'serial'));
  await happen('2026-01-05T05:00:00.000Z', opened('20', 'TEST-1', 'serial'));
});

describe('the output of serialized units', () => {
  beforeEach(async () => {
    await happen('2026-01-05T06:00:00.000Z', unit('UnitMovedIn', '10', 'ASSY-1'));
    await happen('2026-01-05T06:14:00.000Z', unit('UnitFinishedOperation', '10', 'ASSY-1'));
    await happen('2026-01-05T06:20:00.000Z', unit('UnitMovedIn', '20', 'TEST-1'));
  });

  it('is one piece at each operation, and the time between in and out is that of the machine', async () => {
    expect(await output('ASSY-1')).toEqual(['good 1 scrap 0 rework 0']);
    expect(await output('TEST-1')).toEqual([]);
    expect(await work('ASSY-1')).toEqual(['production 14']);
    expect(await work('TEST-1')).toEqual(['production open']);
  });

  it('counts rework where the defect came from, and the rework run adds time but no piece', async () => {
    await happen('2026-01-05T07:00:00.000Z', disposed('rework', '10'));
    await happen('2026-01-05T07:00:00.000Z', {
      type: 'UnitSentToRework',
      data: { unit: 'GM-1', order: 'PO-1', operation: '10', again: ['10', '20'], nonconformance: 'NC-1' },
    });
    await happen('2026-01-05T07:10:00.000Z', unit('UnitMovedIn', '10', 'ASSY-1', { attempt: 2 }));
    await happen('2026-01-05T07:20:00.000Z', unit('UnitFinishedOperation', '10', 'ASSY-1', { attempt: 2 }));
    expect(await output('ASSY-1')).toEqual(['good 0 scrap 0 rework 1']);
    expect(await work('ASSY-1')).toEqual(['production 14', 'production 10']);
    expect(await work('TEST-1')).toEqual(['production 40']);
  });

  it.each(['the judgement first', 'the scrapping first'])(
    'counts scrap where the defect came from, with %s',
    async (order) => {
      const facts: [string, Event][] = [
        ['2026-01-05T07:00:00.000Z', disposed('scrap', '10')],
        ['2026-01-05T07:01:00.000Z', unit('UnitScrapped', '20', 'TEST-1')],
      ];
      for (const [at, fact] of order === 'the judgement first' ? facts : facts.reverse()) await happen(at, fact);
      expect(await output('ASSY-1')).toEqual(['good 0 scrap 1 rework 0']);
      expect(await output('TEST-1')).toEqual([]);
    },
  );

  it('counts scrap where the unit was, when nothing says where the defect came from', async () => {
    await happen('2026-01-05T07:01:00.000Z', unit('UnitScrapped', '20', 'TEST-1'));
    expect(await output('TEST-1')).toEqual(['good 0 scrap 1 rework 0']);
    expect(await output('ASSY-1')).toEqual(['good 1 scrap 0 rework 0']);
  });

  it('takes the operation that found the defect where nobody named its origin', async () => {
    await happen(
      '2026-01-05T07:00:00.000Z',
      published(quality.NonconformanceOpened, {
        nonconformance: 'NC-1',
        subject: { kind: 'unit', id: 'GM-1' },
        order: 'PO-1',
        operation: '10',
        defect: 'size',
        quantity: { value: '1', unit: 'C62' },
      }),
    );
    await happen('2026-01-05T07:00:00.000Z', disposed('scrap'));
    expect(await output('ASSY-1')).toEqual(['good 0 scrap 1 rework 0']);
  });
});

describe('the output of lots', () => {
  const amount = (value: string) => ({ value, unit: 'C62' });
  const lot = (type: string, more: object): Event => ({
    type,
    data: { lot: 'L', order: 'PO-1', operation: '10', workCenter: 'ASSY-1', item: 'GM', ...more },
  });
  const reported = (good: string, scrap: string, more: object = {}): Event =>
    lot('LotReported', { good: amount(good), scrap: amount(scrap), ...more });

  it('stays in the time in which it was made when some of it turns out to be scrap', async () => {
    await happen('2026-01-05T07:00:00.000Z', reported('5', '1'));
    await happen('2026-01-05T08:00:00.000Z', reported('3', '0'));
    const loss = { quantity: amount('4'), reported: amount('4'), again: amount('0') };
    await happen('2026-01-07T08:00:00.000Z', lot('LotPartScrapped', loss));
    expect(await output('ASSY-1')).toEqual(['good 4 scrap 5 rework 0']);
  });

  it('counts what was put aside for rework once, and as scrap where it ends so', async () => {
    await happen('2026-01-05T07:00:00.000Z', reported('5', '0', { rework: amount('3') }));
    expect(await output('ASSY-1')).toEqual(['good 5 scrap 0 rework 3']);
    await happen('2026-01-05T08:00:00.000Z', reported('3', '1', { afterRework: amount('3') }));
    expect(await output('ASSY-1')).toEqual(['good 6 scrap 1 rework 2']);
  });

  it('counts a disposition at the operation that caused the defect, and the second run not at all', async () => {
    await happen('2026-01-05T07:00:00.000Z', reported('10', '0'));
    const sent = { quantity: amount('2'), unreported: amount('2'), foundAt: '20', originOperation: '10' };
    await happen('2026-01-05T08:00:00.000Z', lot('LotSentToRework', sent));
    expect(await output('ASSY-1')).toEqual(['good 8 scrap 0 rework 2']);
    await happen('2026-01-05T09:00:00.000Z', reported('2', '0', { again: amount('2') }));
    const scrap = { operation: '20', quantity: amount('1'), reported: amount('0'), originOperation: '10' };
    await happen('2026-01-05T10:00:00.000Z', lot('LotPartScrapped', scrap));
    expect(await output('ASSY-1')).toEqual(['good 7 scrap 1 rework 2']);
    expect(await output('TEST-1')).toEqual([]);
  });
});

describe('hours', () => {
  const berlin = published(orders.WorkCenterReleased, {
    workCenter: 'ASSY-1',
    revision: '1',
    description: '',
    timeZone: 'Europe/Berlin',
    simultaneousJobs: 1,
    shifts: [],
    holidays: [],
  });

  it('are cut at midnight in the time zone of the work center', async () => {
    await happen('2026-01-05T05:00:00.000Z', berlin);
    await happen(
      '2026-01-06T01:00:00.000Z',
      report({ startedAt: '2026-01-05T22:00:00.000Z', endedAt: '2026-01-06T01:00:00.000Z' }),
    );
    expect((await hoursOf('machine', 'UTC', { ...everything, by: 'day' })).map(seconds)).toEqual([
      ['ASSY-1', '2026-01-05', 3600, 0, 3600, 3600],
      ['ASSY-1', '2026-01-06', 7200, 0, 7200, 7200],
    ]);
  });

  it('are those of the plant where a work center has no calendar', async () => {
    await happen(
      '2026-01-06T01:00:00.000Z',
      report({ startedAt: '2026-01-05T22:00:00.000Z', endedAt: '2026-01-06T01:00:00.000Z' }),
    );
    expect((await hoursOf('machine', 'UTC', { ...everything, by: 'day' })).map(seconds)).toEqual([
      ['ASSY-1', '2026-01-05', 7200, 0, 7200, 7200],
      ['ASSY-1', '2026-01-06', 3600, 0, 3600, 3600],
    ]);
  });

  it('overlap raw and not in their union', async () => {
    await happen('2026-01-05T09:00:00.000Z', report({}));
    await happen(
      '2026-01-05T09:30:00.000Z',
      report({ startedAt: '2026-01-05T08:30:00.000Z', endedAt: '2026-01-05T09:30:00.000Z' }),
    );
    await happen(
      '2026-01-05T09:40:00.000Z',
      report({ kind: 'setup', startedAt: '2026-01-05T09:20:00.000Z', endedAt: '2026-01-05T09:40:00.000Z' }),
    );
    for (const subject of ['machine', 'person', 'item'] as const) {
      const [row] = await hoursOf(subject, 'UTC', everything);
      expect(seconds(row).slice(1)).toEqual([null, 7200, 1200, 5400, 6000]);
    }
  });

  it('are clipped to a window, whose pieces are those finished in it', async () => {
    await happen('2026-01-05T09:00:00.000Z', report({ good: '2' }));
    const asked = { ...everything, from: '2026-01-05T08:15:00.000Z', to: '2026-01-05T09:00:00.000Z' };
    expect(await hoursOf('machine', 'UTC', asked)).toMatchObject([{ busySeconds: 2700, good: '2' }]);
    expect(await hoursOf('machine', 'UTC', { ...asked, to: '2026-01-05T08:30:00.000Z' })).toMatchObject([
      { busySeconds: 900, good: '0' },
    ]);
  });

  it('of a person are their own booking, of the machine those that say what the machine did', async () => {
    const activity = {
      order: 'PO-1',
      operation: '10',
      workCenter: 'ASSY-1',
      activity: 'A-1',
      kind: 'run',
      person: worker,
    };
    await happen('2026-01-05T08:00:00.000Z', { type: 'OperationStarted', data: activity });
    await happen('2026-01-05T08:30:00.000Z', {
      type: 'OperationPaused',
      data: { ...activity, startedAt: '2026-01-05T08:00:00.000Z' },
    });
    await happen('2026-01-05T09:00:00.000Z', { type: 'OperationResumed', data: activity });
    await happen('2026-01-05T09:10:00.000Z', {
      type: 'OperationFinished',
      data: { ...activity, startedAt: '2026-01-05T09:00:00.000Z' },
    });
    expect((await hoursOf('person', 'UTC', everything)).map(seconds)).toEqual([[worker, null, 2400, 0, 2400, 2400]]);
    expect(await hoursOf('machine', 'UTC', everything)).toEqual([]);
  });
});

describe('totals', () => {
  it('add up reports as they are, rework runs too', async () => {
    await happen('2026-01-05T09:00:00.000Z', report({ good: '2.5', rejected: '1', review: '0' }));
    await happen(
      '2026-01-05T11:00:00.000Z',
      report({
        operation: '20',
        good: '1',
        review: '1',
        rework: true,
        startedAt: '2026-01-05T10:00:00.000Z',
        endedAt: '2026-01-05T11:00:00.000Z',
      }),
    );
    expect(await totalsOf(database.manager)).toEqual({ rows: 2, orders: 1, good: '3.5', rejected: '1', review: '1' });
    expect(await output('ASSY-1')).toEqual(['good 2.5 scrap 1 rework 0']);
    expect((await rowsPage(database.manager, leadTimeRows(), { limit: 10 })).items).toMatchObject([
      { order: 'PO-1', item: 'GM', leadSeconds: 10_800, rows: 2 },
    ]);
    expect(await rejectsBy(database.manager, ['item', 'operation'], {})).toEqual([
      { item: 'GM', operation: '10', good: '2.5', rejected: '1', review: '0' },
    ]);
  });
});
