import { inventory, maintenance, published, quality, tracking } from '@millwright/contracts';
import { eventually, startPlant, type TestPlant } from '@millwright/testing';
import { OrdersModule } from './orders.module.js';

const api = '/api/orders/v1';
const pieces = (value: string) => ({ value, unit: 'C62' });
const minutesAfter = (start: string, minutes: number) => new Date(Date.parse(start) + minutes * 60_000).toISOString();

let plant: TestPlant;
const planner = () => plant.client('person:00000000-0000-7000-8000-000000000001');

beforeAll(async () => {
  plant = await startPlant([OrdersModule]);
});
afterAll(() => plant?.stop());

const post = async (path: string, body: object, expected: number, headers?: Record<string, string>) => {
  const answer = await planner().post(`${api}${path}`, body, headers);
  expect({ status: answer.status, body: answer.body }).toMatchObject({ status: expected });
  return answer;
};
const get = async (path: string, expected = 200) => {
  const { status, body } = await planner().get(`${api}${path}`);
  expect({ status, body }).toMatchObject({ status: expected });
  return body;
};

const receive = (lot: string, item: string, value: string) => {
  const [location, balance] = ['STORE', { onHand: value, reserved: '0', available: value }];
  const received = published(inventory.MaterialReceived, { lot, item, quantity: pieces(value), balance, location });
  return plant.tell('inventory', received, { id: lot });
};

describe('from the definitions to the closed order', () => {
  const start = minutesAfter(new Date().toISOString(), -600);
  const order = 'PO-1001';

  it('defines items and work centers', async () => {
    const piece = { revision: 'A', unit: 'C62' };
    await post('/items', { ...piece, item: 'GM-40', description: 'Gear motor', tracking: 'serial' }, 201);
    await post('/items/GM-40/revisions', { revision: 'B', description: 'Gear motor, quiet' }, 201);
    const conversions = [{ unit: 'CT', factor: '40' }];
    await post('/items', { ...piece, item: 'SCR-8', description: 'Screw', tracking: 'lot', conversions }, 201);
    await post('/items', { ...piece, item: 'MOT-1', description: 'Motor', tracking: 'serial' }, 201);
    expect(await get('/items/GM-40')).toMatchObject({ revision: 'B', revisions: ['A', 'B'], blocked: false });
    expect((await get('/items?limit=2')).items).toHaveLength(2);
    const breaks = [{ start: '09:00', end: '09:30' }];
    const shifts = [{ name: 'early', weekdays: [1, 2, 3, 4, 5, 6, 7], start: '06:00', end: '14:00', breaks }];
    await post('/work-centers', { workCenter: 'ASSY-1', description: 'Assembly', shifts }, 201);
    await post('/work-centers', { workCenter: 'TEST-1', description: 'Test', timeZone: 'UTC' }, 201);
    await post('/work-centers/TEST-1/revisions', { simultaneousJobs: 2 }, 201);
    expect(await get('/work-centers/ASSY-1')).toMatchObject({ timeZone: 'Europe/Berlin', simultaneousJobs: 1, shifts });
    expect(await get('/work-centers/TEST-1')).toMatchObject({ revision: '2', simultaneousJobs: 2, timeZone: 'UTC' });
    const bad = await post(
      '/work-centers',
      { workCenter: 'X', description: '', shifts: [{ ...shifts[0], weekdays: [8] }] },
      422,
    );
    expect(bad.body.code).toBe('invalid-request');
  });

  it('defines of what and how', async () => {
    const lines = [
      { operation: '10', item: 'MOT-1', quantity: pieces('1') },
      { operation: '10', item: 'SCR-8', quantity: { value: '0.1', unit: 'CT' }, backflush: true },
    ];
    await post('/bills-of-material', { item: 'GM-40', revision: 'A', lines }, 201);
    await post('/bills-of-material/GM-40/A/release', {}, 200);
    expect(await get('/bills-of-material/GM-40/A')).toMatchObject({
      status: 'released',
      lines: [{ item: 'MOT-1' }, { item: 'SCR-8', quantity: pieces('4') }],
    });
    const operations = [
      { operation: '10', description: 'Assemble', workCenter: 'ASSY-1', skill: 'torque', runSecondsPerUnit: 240 },
      { operation: '20', description: 'Test', workCenter: 'TEST-1', inspectionPlan: 'IP-1' },
      { operation: '30', description: 'Pack', workCenter: 'ASSY-1' },
    ];
    await post('/routings', { item: 'GM-40', revision: 'A', operations }, 201);
    await post('/routings/GM-40/A/release', {}, 200);
    const { body } = await post(
      '/routings',
      { item: 'GM-40', revision: 'B', operations: [{ ...operations[0], after: ['30'] }, operations[1], operations[2]] },
      422,
    );
    expect(body).toMatchObject({ code: 'cyclic-routing', cycle: expect.any(Array) });
  });

  it('creates an order once, whatever is sent a second time', async () => {
    const body = { order, item: 'GM-40', quantity: pieces('20'), dueAt: minutesAfter(start, 900) };
    const first = await post('/production-orders', body, 201, {
      'idempotency-key': 'k1',
      'millwright-occurred-at': start,
    });
    expect(first.body).toEqual({ order, status: 'draft', version: 1 });
    const again = await post('/production-orders', body, 201, {
      'idempotency-key': 'k1',
      'millwright-occurred-at': start,
    });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect((await post('/production-orders', body, 409, { 'idempotency-key': 'k2' })).body).toMatchObject({
      code: 'production-order-exists',
      order,
    });
  });

  it('is not released before its inspection plan is, and says so before', async () => {
    await post('/items/SCR-8/block', { reason: 'rust' }, 200);
    const { body } = await post(`/production-orders/${order}/release`, {}, 409);
    expect(body).toMatchObject({
      code: 'release-blocked',
      reasons: [
        { code: 'item-blocked', item: 'SCR-8' },
        { code: 'inspection-plan-not-released', plan: 'IP-1' },
      ],
    });
    expect(await get(`/production-orders/${order}/readiness`)).toMatchObject({
      ready: false,
      blockers: body.reasons,
      warnings: body.warnings,
    });
    await post('/items/SCR-8/unblock', { reason: 'cleaned' }, 200);
    await plant.tell(
      'quality',
      published(quality.InspectionPlanReleased, { plan: 'IP-1', revision: '3', characteristics: [] }),
      { id: 'IP-1' },
    );
    await receive('L-1', 'SCR-8', '500');
    await eventually(async () => expect((await get(`/production-orders/${order}/readiness`)).warnings).toHaveLength(1));
    expect(await get(`/production-orders/${order}/readiness`)).toMatchObject({
      ready: true,
      blockers: [],
      warnings: [{ code: 'missing-material', item: 'MOT-1', short: '20' }],
    });
  });

  it('is released with everything pinned, and the same again under the same key though stock has changed', async () => {
    const headers = { 'idempotency-key': 'release-1', 'millwright-occurred-at': minutesAfter(start, 10) };
    const { body } = await post(`/production-orders/${order}/release`, {}, 200, headers);
    expect(body).toMatchObject({
      status: 'released',
      itemRevision: 'B',
      billOfMaterialRevision: 'A',
      routingRevision: 'A',
      warnings: [{ item: 'MOT-1' }],
    });
    await post('/production-orders', { order: 'PO-1002', item: 'GM-40', quantity: pieces('20') }, 201);
    await receive('M-1', 'MOT-1', '1');
    await eventually(async () =>
      expect((await get('/production-orders/PO-1002/readiness')).warnings[0].short).toBe('19'),
    );
    const again = await post(`/production-orders/${order}/release`, {}, 200, headers);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body).toEqual(body);
    await eventually(() =>
      expect(plant.published('orders').map(({ type }) => type)).toContain(
        'millwright.orders.production-order-released.v1',
      ),
    );
    const { data } = plant.published('orders').find(({ type }) => type.includes('production-order-released'))!;
    expect(data).toMatchObject({
      order,
      operations: [{ operation: '10', after: [] }, { inspectionPlanRevision: '3' }, { after: ['20'] }],
      components: [{ tracking: 'serial' }, { backflush: true, quantityPer: pieces('4') }],
    });
    expect((await post(`/production-orders/${order}/release`, {}, 409)).body).toMatchObject({
      code: 'illegal-transition',
      legal: ['pause', 'complete', 'cancel'],
    });
  });

  it('shows what is to be done where, and what it waits for', async () => {
    const nothingYet = { unit: 'C62', required: '20', reserved: '0', issued: '0' };
    const line = (item: string, short: string) => ({ ...nothingYet, item, short });
    const rig = { asset: 'RIG', workCenters: ['TEST-1'], workOrder: 'WO-1', downSince: start };
    const hold = { hold: 'H-1', subjects: [{ kind: 'unit' as const, id: 'GM-0001' }] };
    await plant.tell(
      'inventory',
      published(inventory.MaterialDemandChanged, { order, lines: [line('MOT-1', '2'), line('SCR-8', '0')] }),
      { id: order },
    );
    await plant.tell('maintenance', published(maintenance.AssetWentDown, { ...rig, reason: 'noise' }), { id: 'RIG' });
    await plant.tell(
      'tracking',
      published(tracking.UnitMovedIn, { unit: 'GM-0001', item: 'GM-40', order, operation: '10', workCenter: 'ASSY-1' }),
      { id: 'GM-0001' },
    );
    await plant.tell('quality', published(quality.HoldPlaced, { ...hold, reason: 'check' }), { id: 'H-1' });
    await eventually(async () =>
      expect((await get('/work-centers/TEST-1/dispatch-list')).items).toMatchObject([
        {
          order,
          operation: '20',
          status: 'waiting',
          readiness: { machine: 'not-ready', document: 'ready', material: 'not-required', hold: 'not-ready' },
          workOrders: ['WO-1'],
        },
      ]),
    );
    expect((await get('/work-centers/ASSY-1/dispatch-list')).items).toMatchObject([
      {
        operation: '10',
        status: 'ready',
        skill: 'torque',
        shortItems: ['MOT-1'],
        holds: ['H-1'],
        readiness: { material: 'not-ready', skill: 'required', machine: 'ready', tool: 'not-required' },
      },
      { operation: '30', status: 'waiting' },
    ]);
    await plant.tell('quality', published(quality.HoldReleased, { ...hold, reason: 'fine' }), { id: 'H-1' });
    await plant.tell('maintenance', published(maintenance.AssetReleased, { ...rig, releasedAt: start }), { id: 'RIG' });
    await eventually(async () =>
      expect((await get('/work-centers/TEST-1/dispatch-list')).items[0].readiness).toMatchObject({
        machine: 'ready',
        hold: 'ready',
      }),
    );
    expect((await get(`/production-orders/${order}`)).shortages).toEqual([{ item: 'MOT-1', unit: 'C62', short: '2' }]);
    await get('/work-centers/NONE/dispatch-list', 404);
  });

  it('follows the shift: one unit is reworked, one is scrapped', async () => {
    const at = (minutes: number) => ({ id: `${order}/x`, at: minutesAfter(start, minutes) });
    const report = (operation: string, good: string, scrap = '0', rework = '0') =>
      published(tracking.OperationReported, {
        order,
        operation,
        workCenter: 'W',
        item: 'GM-40',
        good: pieces(good),
        scrap: pieces(scrap),
        rework: pieces(rework),
        last: operation === '30',
      });
    const verdict = (unit: string, attempt: number) => ({
      inspection: `${unit}-${attempt}`,
      plan: 'IP-1',
      planRevision: '3',
      subject: { kind: 'unit' as const, id: unit },
      order,
      operation: '20',
      quantity: pieces('1'),
      measurements: [],
    });
    const passes = (unit: string, attempt: number) => published(quality.InspectionPassed, verdict(unit, attempt));
    const fails = (unit: string, attempt: number) =>
      published(quality.InspectionFailed, { ...verdict(unit, attempt), failed: ['noise'] });
    await plant.tell(
      'tracking',
      published(tracking.OperationStarted, {
        order,
        operation: '10',
        workCenter: 'ASSY-1',
        activity: 'a',
        kind: 'run',
        person: 'person:00000000-0000-7000-8000-000000000002',
      }),
      at(20),
    );
    await eventually(async () => expect((await get(`/production-orders/${order}`)).status).toBe('in-progress'));
    await post(`/production-orders/${order}/pause`, { reason: 'no power' }, 200);
    for (let unit = 1; unit <= 20; unit++) {
      await plant.tell('tracking', report('10', '1'), at(20 + unit));
      await plant.tell(
        'quality',
        unit === 7 || unit === 12 ? fails(`GM-${unit}`, 1) : passes(`GM-${unit}`, 1),
        at(50 + unit),
      );
    }
    await plant.tell('quality', passes('GM-7', 2), at(100));
    await plant.tell('tracking', report('20', '19', '0', '1'), at(110));
    await plant.tell('tracking', report('20', '0', '1'), at(111));
    await plant.tell('tracking', report('30', '19'), at(480));
    for (const operation of ['10', '20', '30'])
      await plant.tell('tracking', published(tracking.OperationDone, { order, operation, workCenter: 'W' }), at(481));
    await eventually(async () =>
      expect(await get(`/production-orders/${order}`)).toMatchObject({
        status: 'paused',
        produced: '19',
        scrapped: '1',
        qualityPassed: '19',
        operations: [{ status: 'done' }, {}, { status: 'done' }],
      }),
    );
    expect((await post(`/production-orders/${order}/resume`, {}, 200)).body.status).toBe('in-progress');
    await eventually(async () => expect((await get('/work-centers/ASSY-1/dispatch-list')).items).toEqual([]));
  });

  it('tells what it was like at any time', async () => {
    expect(await get(`/production-orders/${order}?asOf=${minutesAfter(start, 11)}`)).toMatchObject({
      status: 'released',
      produced: '0',
      operations: [{ good: '0' }, {}, {}],
    });
    expect(await get(`/production-orders/${order}?asOf=${minutesAfter(start, 30)}`)).toMatchObject({
      status: 'in-progress',
      produced: '0',
      operations: [{ good: '10' }, {}, {}],
    });
    expect(await get(`/production-orders/${order}?asOf=${minutesAfter(start, 480)}`)).toMatchObject({
      produced: '19',
      scrapped: '1',
    });
    expect(await get(`/production-orders/${order}?asOf=${minutesAfter(start, -1)}`, 404)).toMatchObject({
      code: 'unknown-production-order',
    });
    expect(await get(`/production-orders/${order}?knownAt=${minutesAfter(start, 480)}`, 404)).toMatchObject({
      code: 'unknown-production-order',
    });
    await get(`/production-orders/${order}?asOf=yesterday`, 422);
  });

  it('is completed with what was made, reopened, and closed for ever', async () => {
    expect(
      (await post(`/production-orders/${order}/complete`, { good: pieces('20'), scrapped: pieces('0') }, 409)).body,
    ).toMatchObject({ code: 'more-than-passed', claimed: '20', lastOperationGood: '19', qualityPassed: '19' });
    await post(`/production-orders/${order}/complete`, { good: pieces('19'), scrapped: pieces('1') }, 200);
    await post(`/production-orders/${order}/reopen`, { reason: 'label missing' }, 200);
    await post(`/production-orders/${order}/complete`, { good: pieces('19'), scrapped: pieces('1') }, 200);
    const closed = await post(`/production-orders/${order}/close`, {}, 200);
    expect((await post(`/production-orders/${order}/reopen`, { reason: 'again' }, 409)).body).toMatchObject({
      code: 'illegal-transition',
      legal: [],
    });
    expect(await get(`/production-orders/${order}`)).toMatchObject({
      status: 'closed',
      jobState: 'Ended',
      completed: { good: pieces('19'), scrapped: pieces('1') },
      version: closed.body.version,
    });
    expect((await get('/production-orders?status=closed&item=GM-40')).items).toMatchObject([
      { order, status: 'closed', quantity: pieces('20') },
    ]);
  });
});

it('takes fifty-one operations with the names that a shop gave them', async () => {
  const names = Array.from({ length: 51 }, (_, at) => `Turning & Milling Q.C. ${at}/51`);
  const operations = names.map((operation) => ({
    operation,
    description: operation,
    workCenter: 'Machine 1 - Turning & Milling',
  }));
  const [item, order] = ['Cable Head & Co.', 'WO/178 ä'];
  await post('/work-centers', { workCenter: 'Machine 1 - Turning & Milling', description: '' }, 201);
  await post('/items', { item, revision: 'A/1', description: '', unit: 'C62', tracking: 'lot' }, 201);
  await post('/routings', { item, revision: 'A/1', operations }, 201);
  await post(`/routings/${encodeURIComponent(item)}/${encodeURIComponent('A/1')}/release`, {}, 200);
  await post('/production-orders', { order, item, quantity: pieces('250') }, 201);
  const { body } = await post(`/production-orders/${encodeURIComponent(order)}/release`, {}, 200);
  expect(body.warnings).toMatchObject([{ code: 'no-bill-of-material' }]);
  const { items } = await get(
    `/work-centers/${encodeURIComponent('Machine 1 - Turning & Milling')}/dispatch-list?limit=3`,
  );
  expect(items).toMatchObject([
    { order, operation: names[0], status: 'ready' },
    { operation: names[1], status: 'waiting' },
    { operation: names[2] },
  ]);
});

it('lets the plant decide what blocks', async () => {
  const { status, body } = await planner().put(
    `${api}/release-policy`,
    { missingBillOfMaterial: 'block' },
    { 'if-match': '"0"' },
  );
  expect([status, body]).toMatchObject([200, { missingMaterial: 'warn', missingBillOfMaterial: 'block' }]);
  expect(await get('/release-policy')).toEqual({ missingMaterial: 'warn', missingBillOfMaterial: 'block', version: 1 });
  const blind = await planner().put(`${api}/release-policy`, { missingMaterial: 'block' });
  expect(blind).toMatchObject({ status: 428, body: { code: 'version-required' } });
  const late = await planner().put(`${api}/release-policy`, { missingMaterial: 'block' }, { 'if-match': '"0"' });
  expect(late).toMatchObject({ status: 412, body: { code: 'stale-version', version: 1 } });
});
