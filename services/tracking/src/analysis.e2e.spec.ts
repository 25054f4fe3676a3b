import { maintenance, orders, published, quality } from '@millwright/contracts';
import { eventually, startPlant, type TestPlant } from '@millwright/testing';
import { TrackingModule } from './tracking.module.js';

const worker = 'person:00000000-0000-7000-8000-000000000007';
const api = '/api/tracking/v1';
const pieces = (value: string) => ({ value, unit: 'C62' });
let plant: TestPlant;

const workCenter = (id: string) =>
  published(orders.WorkCenterReleased, {
    workCenter: id,
    revision: '1',
    description: id,
    timeZone: 'Europe/Berlin',
    simultaneousJobs: 1,
    holidays: [],
    shifts: [
      {
        name: 'early',
        weekdays: [1, 2, 3, 4, 5],
        start: '06:00',
        end: '14:00',
        breaks: [{ start: '10:00', end: '10:30' }],
      },
    ],
  });
const operation = (id: string, at: string, after: string[]) => ({
  operation: id,
  description: id,
  workCenter: at,
  after,
  setupSeconds: 0,
  runSecondsPerUnit: 600,
});
const released = (order: string, item: string, tracking: 'serial' | 'lot') =>
  published(orders.ProductionOrderReleased, {
    order,
    item,
    itemRevision: 'A',
    tracking,
    quantity: pieces('20'),
    routingRevision: 'A',
    components: [],
    operations: [operation('10', 'ASSY-1', []), operation('20', 'TEST-1', ['10'])],
  });
const get = async (path: string) => (await plant.client(worker).get(`${api}${path}`)).body;
const shift = 'workCenter=ASSY-1&from=2026-01-05T05:00:00Z&to=2026-01-05T13:00:00Z';

beforeAll(async () => {
  plant = await startPlant([TrackingModule]);
  for (const id of ['ASSY-1', 'TEST-1']) await plant.tell('orders', workCenter(id), { id });
  for (const order of ['PO-1', 'PO-2']) await plant.tell('orders', released(order, 'TUBE', 'lot'), { id: order });
  await eventually(async () => expect((await get('/jobs/PO-2/20')).workCenter).toBe('TEST-1'));
});
afterAll(() => plant.stop());

describe('machine states', () => {
  const client = () => plant.client('machine:ASSY-1');
  const tell = (state: string, at: string, reason?: string) =>
    client().post(`${api}/machines/ASSY-1/states`, { state, reason }, { 'millwright-occurred-at': at });
  const states = async (): Promise<string[]> =>
    (await get('/machines/ASSY-1/timeline?from=2026-01-05T05:00:00Z&to=2026-01-05T14:00:00Z')).intervals.map(
      ({ from, to, state }: Record<string, string>) => `${from.slice(11, 16)}-${to.slice(11, 16)} ${state}`,
    );

  it('make the same timeline late and out of order, with what maintenance says above them', async () => {
    const asset = {
      asset: 'PRESS',
      workCenters: ['ASSY-1'],
      workOrder: 'MWO-1',
      downSince: '2026-01-05T08:00:00.000Z',
    };
    expect(await states()).toEqual(['05:00-14:00 unknown']);
    expect((await tell('idle', '2026-01-05T11:30:00Z', 'no order')).status).toBe(200);
    await tell('production', '2026-01-05T05:15:00Z');
    await plant.tell('maintenance', published(maintenance.AssetWentDown, { ...asset, reason: 'belt torn' }), {
      id: 'PRESS',
      at: asset.downSince,
    });
    await eventually(async () =>
      expect((await get('/machines/ASSY-1')).downBy).toEqual({
        workOrder: 'MWO-1',
        asset: 'PRESS',
        since: asset.downSince,
      }),
    );
    await plant.tell(
      'maintenance',
      published(maintenance.AssetReleased, { ...asset, releasedAt: '2026-01-05T08:25:00.000Z' }),
      { id: 'PRESS', at: '2026-01-05T08:25:00.000Z' },
    );
    await eventually(async () => expect(await states()).toContain('08:25-11:30 idle'));
    await tell('production', '2026-01-05T08:25:00Z');
    await tell('setup', '2026-01-05T05:00:00Z');
    expect(await states()).toEqual([
      '05:00-05:15 setup',
      '05:15-08:00 production',
      '08:00-08:25 down',
      '08:25-11:30 production',
      '11:30-13:00 idle',
      '13:00-14:00 unknown',
    ]);
  });

  it('are refused for an unknown machine, with an unknown state, and from the future', async () => {
    expect(await client().post(`${api}/machines/NOPE/states`, { state: 'idle' })).toMatchObject({
      status: 404,
      body: { code: 'unknown-work-center' },
    });
    expect(await client().post(`${api}/machines/ASSY-1/states`, { state: 'sleeping' })).toMatchObject({
      status: 422,
      body: { code: 'invalid-request' },
    });
    expect(await tell('idle', '2099-01-05T05:00:00Z')).toMatchObject({
      status: 422,
      body: { code: 'occurred-in-the-future' },
    });
    expect(await client().get(`${api}/machines/NOPE/timeline`)).toMatchObject({
      status: 404,
      body: { code: 'unknown-work-center' },
    });
  });
});

describe('reports of the past', () => {
  const report = (id: string, more: object = {}) => ({
    id,
    order: 'PO-1',
    operation: '20',
    workCenter: 'TEST-1',
    person: worker,
    kind: 'run',
    startedAt: '2026-01-04T22:00:00Z',
    endedAt: '2026-01-05T00:00:00Z',
    good: '15',
    rejected: '1',
    review: '0',
    rework: false,
    ...more,
  });
  const send = async (...reports: object[]) =>
    (await plant.client('system:log-importer').post(`${api}/reports`, { reports })).body.results;

  it('are recorded one by one, refused one by one, and never twice', async () => {
    const overlapping = report('R-2', { startedAt: '2026-01-04T23:30:00Z', good: '10.50', rejected: '0' });
    const results = await send(
      report('R-1'),
      overlapping,
      report('R-3', { order: 'PO-9' }),
      report('R-4', { endedAt: '2026-01-04T21:00:00Z' }),
      report('R-5', { endedAt: '2099-01-04T21:00:00Z' }),
    );
    expect(results).toMatchObject([
      { id: 'R-1', outcome: 'recorded', exceptions: [] },
      { id: 'R-2', outcome: 'recorded', exceptions: ['over-completion', 'machine-overlap', 'person-overlap'] },
      { id: 'R-3', outcome: 'refused', problem: { code: 'unknown-job' } },
      { id: 'R-4', outcome: 'refused', problem: { code: 'ends-before-it-starts' } },
      { id: 'R-5', outcome: 'refused', problem: { code: 'occurred-in-the-future' } },
    ]);
    const written = { ...overlapping, good: '10.5', startedAt: '2026-01-05T00:30:00+01:00' };
    expect(await send(report('R-1'), written)).toMatchObject([
      { outcome: 'already-there' },
      { outcome: 'already-there', exceptions: ['over-completion', 'machine-overlap', 'person-overlap'] },
    ]);
    expect(await send(report('R-1', { good: '14' }))).toMatchObject([
      { outcome: 'refused', problem: { code: 'idempotency-key-reused' } },
    ]);
  });

  it('are listed with their exceptions', async () => {
    expect((await get('/exceptions?order=PO-1&code=over-completion')).items).toMatchObject([
      { code: 'over-completion', order: 'PO-1', operation: '20', about: { report: 'R-2' } },
    ]);
    expect((await get('/exceptions/summary')).items).toContainEqual({
      code: 'machine-overlap',
      exceptions: 1,
      orders: 1,
    });
  });

  it('are in the statistics: days are cut at midnight in the plant, overlaps are counted once in the union', async () => {
    expect(
      (await get('/statistics/machines?by=day')).items.filter(
        (one: { workCenter: string }) => one.workCenter === 'TEST-1',
      ),
    ).toMatchObject([
      { day: '2026-01-04', busySeconds: 3600, union: { busySeconds: 3600 } },
      {
        day: '2026-01-05',
        busySeconds: 5400,
        union: { busySeconds: 3600, occupiedSeconds: 3600 },
        good: '25.5',
        rejected: '1',
      },
    ]);
    expect((await get('/statistics/people')).items).toMatchObject([
      { person: worker, busySeconds: 9000, union: { busySeconds: 7200 } },
    ]);
    expect((await get('/statistics/items')).items).toMatchObject([
      { item: 'TUBE', good: '25.5', rejected: '1', review: '0' },
    ]);
    expect(await get('/statistics/totals')).toEqual({ rows: 2, orders: 1, good: '25.5', rejected: '1', review: '0' });
    expect((await get('/statistics/orders')).items).toMatchObject([{ order: 'PO-1', leadSeconds: 7200, rows: 2 }]);
    expect(await get('/statistics/rejects?by=operation')).toMatchObject({
      rejected: '1',
      items: [{ operation: '20', rejected: '1', share: { value: '1.000000' } }],
    });
  });

  it('are refused as a whole where a field is malformed, or there are more than 500', async () => {
    const post = (reports: object[]) => plant.client('system:log-importer').post(`${api}/reports`, { reports });
    expect(await post([report('R-6', { good: 'three' })])).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'reports.0.good' }] },
    });
    expect((await post(Array.from({ length: 501 }, (_, n) => report(`X-${n}`)))).status).toBe(422);
  });
});

describe('figures', () => {
  it('are the same to the last digit by every endpoint', async () => {
    const { elements, oee, quantities } = await get(`/kpi/oee?${shift}`);
    expect(elements).toMatchObject({ POT: 28_800, PDOT: 1_800, PBT: 27_000, AUST: 900, ADOT: 1_500, unknown: 0 });
    const [byShift] = (await get('/kpi/oee/shifts?workCenter=ASSY-1&date=2026-01-05')).items;
    const byMachine = await get('/kpi/machines/ASSY-1?from=2026-01-05T05:00:00Z&to=2026-01-05T13:00:00Z');
    const [used] = (await get(`/statistics/utilization?${shift}`)).items;
    for (const other of [byShift, byMachine]) expect(other).toMatchObject({ elements, oee, quantities });
    expect(used.elements).toEqual(elements);
  });

  it('say where there is no calendar, and are not answered for what nobody knows', async () => {
    expect(
      (await get('/statistics/utilization?workCenter=TEST-1&from=2026-01-04T00:00:00Z&to=2026-01-04T20:00:00Z')).items,
    ).toMatchObject([{ calendar: false, availability: null }]);
    expect(await get('/kpi/oee?workCenter=NOPE')).toMatchObject({ status: 404, code: 'unknown-work-center' });
    expect(await get('/kpi/oee?workCenter=ASSY-1&from=2026-01-05T05:00:00Z&to=2026-01-04T05:00:00Z')).toMatchObject({
      status: 422,
      code: 'invalid-window',
    });
  });

  it('count a defect of a unit where it came from', async () => {
    await plant.tell('orders', released('PO-3', 'GEAR', 'serial'), { id: 'PO-3' });
    await eventually(async () => expect((await get('/jobs/PO-3/10')).workCenter).toBe('ASSY-1'));
    const person = (await plant.client().post(`${api}/people`, { badge: '1001', name: 'Ada' })).body.person;
    const operator = plant.client(person);
    const at = (time: string) => ({ 'millwright-occurred-at': `2026-01-05T${time}:00Z` });
    await operator.post(`${api}/attendance/clock-in`, {}, at('04:55'));
    await operator.post(`${api}/units`, { order: 'PO-3', unit: 'G-1' }, at('05:00'));
    for (const [id, start, end] of [
      ['10', '06:00', '06:14'],
      ['20', '06:20', '06:30'],
    ]) {
      expect((await operator.post(`${api}/units/G-1/move-in`, { operation: id }, at(start))).status).toBe(200);
      expect((await operator.post(`${api}/units/G-1/finish`, { operation: id }, at(end))).status).toBe(200);
    }
    expect((await get(`/kpi/oee?${shift}&item=GEAR`)).quantities).toEqual({ PQ: '1', GQ: '1', SQ: '0', RQ: '0' });
    await plant.tell(
      'quality',
      published(quality.NonconformanceDisposed, {
        nonconformance: 'NC-1',
        subject: { kind: 'unit', id: 'G-1' },
        order: 'PO-3',
        originOperation: '10',
        disposition: 'scrap',
        reason: 'noise',
        quantity: pieces('1'),
      }),
      { id: 'NC-1', at: '2026-01-05T07:00:00Z' },
    );
    await eventually(async () =>
      expect((await get(`/kpi/oee?${shift}&order=PO-3`)).quantities).toEqual({ PQ: '1', GQ: '0', SQ: '1', RQ: '0' }),
    );
    expect(
      (await get('/kpi/oee?workCenter=TEST-1&item=GEAR&from=2026-01-05T05:00:00Z&to=2026-01-05T13:00:00Z')).quantities,
    ).toMatchObject({ PQ: '1', GQ: '1' });
  });
});
