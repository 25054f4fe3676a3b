import { inventory, maintenance, orders, published, quality } from '@millwright/contracts';
import { eventually, startPlant, type TestClient, type TestPlant } from '@millwright/testing';
import { TrackingModule } from './tracking.module.js';

const api = '/api/tracking/v1';
const shift = (minutes: number): string => new Date(Date.UTC(2026, 0, 5, 6, minutes)).toISOString();
const one = { value: '1', unit: 'C62' };

const released = (order: string, change: Partial<orders.ProductionOrderReleased> = {}) =>
  published(orders.ProductionOrderReleased, {
    order,
    item: 'GM-40',
    itemRevision: 'A',
    tracking: 'serial',
    quantity: { value: '3', unit: 'C62' },
    billOfMaterialRevision: 'A',
    routingRevision: 'A',
    operations: [
      {
        operation: '10',
        description: 'assemble',
        workCenter: 'ASSY-1',
        after: [],
        skill: 'assembly',
        skillLevel: 2,
        setupSeconds: 900,
        runSecondsPerUnit: 720,
      },
      {
        operation: '20',
        description: 'test',
        workCenter: 'TEST-1',
        after: ['10'],
        inspectionPlan: 'NOISE',
        inspectionPlanRevision: 'A',
        setupSeconds: 0,
        runSecondsPerUnit: 300,
      },
      {
        operation: '30',
        description: 'pack',
        workCenter: 'PACK-1',
        after: ['20'],
        setupSeconds: 0,
        runSecondsPerUnit: 60,
      },
    ],
    components: [
      { operation: '10', item: 'HS-40', tracking: 'lot', quantityPer: one, backflush: false },
      { operation: '10', item: 'MT-40', tracking: 'serial', quantityPer: one, backflush: false },
      { operation: '10', item: 'SC-M4', tracking: 'lot', quantityPer: { value: '6', unit: 'C62' }, backflush: true },
      { operation: '30', item: 'BX-40', tracking: 'lot', quantityPer: one, backflush: true },
    ],
    ...change,
  });

describe('tracking: a day on the shop floor', () => {
  let plant: TestPlant;
  let anna: TestClient;
  let bert: TestClient;
  let annaId: string;
  const system = (): TestClient => plant.client();
  const at = (minutes: number) => ({ 'millwright-occurred-at': shift(minutes), 'millwright-station': 'ASSY-1' });
  const unit = async (id: string) => (await system().get(`${api}/units/${id}`)).body;
  const job = async (operation: string, order = 'PO-1') =>
    (await system().get(`${api}/jobs/${order}/${operation}`)).body;
  const issue = (item: string, lot: string, value: string, order = 'PO-1') =>
    plant.tell(
      'inventory',
      published(inventory.MaterialIssued, { order, item, lot, quantity: { value, unit: 'C62' }, location: 'LINE-1' }),
      { id: order, at: shift(0) },
    );
  const inspect = (inspection: string, id: string, value: string, minutes: number) => {
    const passed = Number(value) <= 62;
    const facts = {
      inspection,
      plan: 'NOISE',
      planRevision: 'A',
      subject: { kind: 'unit' as const, id, item: 'GM-40' },
      order: 'PO-1',
      operation: '20',
      quantity: one,
      measurements: [
        { characteristic: 'noise', value, unit: 'dB', verdict: passed ? ('passed' as const) : ('failed' as const) },
      ],
    };
    return plant.tell(
      'quality',
      passed
        ? published(quality.InspectionPassed, facts)
        : published(quality.InspectionFailed, { ...facts, failed: ['noise'] }),
      { id: inspection, at: shift(minutes) },
    );
  };
  const dispose = (
    nonconformance: string,
    id: string,
    minutes: number,
    { disposition, reworkFrom }: { disposition: quality.Disposition; reworkFrom?: string },
  ) =>
    plant.tell(
      'quality',
      published(quality.NonconformanceDisposed, {
        nonconformance,
        subject: { kind: 'unit', id, item: 'GM-40' },
        order: 'PO-1',
        disposition,
        reworkFrom,
        reason: 'too-loud',
        quantity: one,
      }),
      { id: nonconformance, at: shift(minutes) },
    );
  const assemble = async (id: string, motor: string, minutes: number) => {
    expect(await anna.post(`${api}/units/${id}/move-in`, { operation: '10' }, at(minutes))).toMatchObject({
      status: 200,
    });
    expect(
      await anna.post(`${api}/units/${id}/consume`, { operation: '10', item: 'HS-40', lot: 'H1' }, at(minutes)),
    ).toMatchObject({ status: 200 });
    expect(
      await anna.post(
        `${api}/units/${id}/consume`,
        { operation: '10', item: 'MT-40', lot: motor, position: 'rear' },
        at(minutes),
      ),
    ).toMatchObject({ status: 200 });
    expect(await anna.post(`${api}/units/${id}/finish`, { operation: '10' }, at(minutes + 14))).toMatchObject({
      status: 200,
      body: { next: ['20'] },
    });
  };

  beforeAll(async () => {
    plant = await startPlant([TrackingModule]);
  });
  afterAll(() => plant?.stop());

  it('registers people and their skills, and keeps names out of the events', async () => {
    const key = { 'idempotency-key': 'register-1001' };
    const first = await system().post(`${api}/people`, { badge: '1001', name: 'Anna Assembly' }, key);
    expect(first).toMatchObject({ status: 201, body: { person: expect.stringMatching(/^person:[0-9a-f-]{36}$/) } });
    expect((await system().post(`${api}/people`, { badge: '1001', name: 'Anna Assembly' }, key)).body.person).toBe(
      first.body.person,
    );
    expect(await system().post(`${api}/people`, { badge: '1001', name: 'Somebody Else' })).toMatchObject({
      status: 409,
      body: { code: 'badge-in-use' },
    });
    expect(await system().post(`${api}/people`, { badge: '1009', name: 'X' }, key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
    annaId = first.body.person;
    const second = (await system().post(`${api}/people`, { badge: '1002', name: 'Bert' })).body.person;
    anna = plant.client(annaId);
    bert = plant.client(second);
    expect((await system().get(`${api}/people?badge=1001`)).body.items).toEqual([
      { person: annaId, badge: '1001', name: 'Anna Assembly' },
    ]);
    expect(
      await system().post(
        `${api}/people/${annaId}/skills`,
        { skill: 'assembly', level: 2, validFrom: '2025-01-01', validUntil: '2030-12-31' },
        at(-60),
      ),
    ).toMatchObject({ status: 201 });
    expect(
      await system().post(
        `${api}/people/${second}/skills`,
        { skill: 'assembly', level: 3, validUntil: '2025-12-31' },
        at(-60),
      ),
    ).toMatchObject({ status: 201 });
    expect((await system().get(`${api}/people/${annaId}`)).body.skills).toHaveLength(1);
  });

  it('opens jobs when an order is released', async () => {
    await plant.tell('orders', released('PO-1'), { id: 'PO-1', at: shift(-30) });
    await eventually(async () => expect((await system().get(`${api}/jobs?order=PO-1`)).body.items).toHaveLength(3));
    expect(await job('10')).toMatchObject({ status: 'ready', workCenter: 'ASSY-1', good: '0', activities: [] });
    expect(await job('20')).toMatchObject({ status: 'waiting' });
    await Promise.all([issue('HS-40', 'H1', '3'), issue('MT-40', 'M001', '1')]);
    await Promise.all([
      issue('MT-40', 'M002', '1'),
      issue('MT-40', 'M003', '1'),
      issue('SC-M4', 'S1', '10'),
      issue('SC-M4', 'S2', '6'),
      issue('BX-40', 'B1', '5'),
    ]);
    await plant.tell(
      'inventory',
      published(inventory.MaterialReceived, {
        lot: 'H1',
        item: 'HS-40',
        quantity: { value: '40', unit: 'C62' },
        balance: { onHand: '40', reserved: '0', available: '40' },
        location: 'MAIN',
        supplier: 'Foundry',
        supplierLot: 'F-77',
      }),
      { id: 'H1', at: shift(-120) },
    );
  });

  it('lets only those begin who may, and each once', async () => {
    expect(await bert.post(`${api}/jobs/PO-1/10/start`, {}, at(1))).toMatchObject({
      status: 409,
      body: { code: 'skill-expired', validUntil: '2025-12-31T23:59:59.999Z' },
    });
    expect(await anna.post(`${api}/jobs/PO-1/10/start`, { kind: 'setup' }, at(0))).toMatchObject({
      status: 409,
      body: { code: 'not-clocked-in' },
    });
    expect(await anna.post(`${api}/attendance/clock-in`, {}, at(0))).toMatchObject({ status: 200 });
    expect(await anna.post(`${api}/attendance/clock-in`, {}, at(1))).toMatchObject({
      status: 409,
      body: { code: 'already-clocked-in' },
    });
    const starts = await Promise.all(
      Array.from({ length: 20 }, () => anna.post(`${api}/jobs/PO-1/10/start`, { kind: 'setup' }, at(0))),
    );
    expect(starts.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(starts.filter(({ body }) => body.code === 'activity-already-open')).toHaveLength(19);
    const { activity } = starts.find(({ status }) => status === 201)?.body ?? {};
    expect(await bert.post(`${api}/jobs/PO-1/10/finish`, { activity }, at(15))).toMatchObject({
      status: 403,
      body: { code: 'not-your-activity' },
    });
    expect(await anna.post(`${api}/jobs/PO-1/10/finish`, { activity }, at(15))).toMatchObject({ status: 200 });
    expect(await job('10')).toMatchObject({
      status: 'in-progress',
      activities: [{ status: 'finished', kind: 'setup' }],
    });
    expect((await system().get(`${api}/labor?from=${shift(0)}&to=${shift(480)}&person=${annaId}`)).body).toMatchObject({
      seconds: 900,
    });
    const overridden = await bert.post(
      `${api}/jobs/PO-1/10/start`,
      { overrideReason: 'trained by Anna, certificate in the mail' },
      at(16),
    );
    expect(overridden).toMatchObject({ status: 409, body: { code: 'not-clocked-in' } });
  });

  it('numbers units without a double, and no more than ordered', async () => {
    expect(await system().post(`${api}/units`, { order: 'PO-1' })).toMatchObject({
      status: 409,
      body: { code: 'no-number-series' },
    });
    expect(
      await system().post(`${api}/number-series`, { series: 'gear-motors', pattern: 'GM-{0000}', item: 'GM-40' }),
    ).toMatchObject({ status: 201 });
    const created = await Promise.all([1, 2, 3, 4].map(() => system().post(`${api}/units`, { order: 'PO-1' }, at(10))));
    expect(
      created
        .filter(({ status }) => status === 201)
        .flatMap(({ body }) => body.units)
        .sort(),
    ).toEqual(['GM-0001', 'GM-0002', 'GM-0003']);
    expect(created.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'more-units-than-ordered' });
    const taken = await Promise.all(
      [1, 2, 3].map(() => system().post(`${api}/number-series/gear-motors/next`, { count: 10 })),
    );
    expect(new Set(taken.flatMap(({ body }) => body.numbers)).size).toBe(30);
  });

  it('follows each unit through its route, and knows what went into it', async () => {
    expect(await anna.post(`${api}/units/GM-0001/move-in`, { operation: '30' }, at(15))).toMatchObject({
      status: 409,
      body: { code: 'wrong-operation', expected: ['10'] },
    });
    await anna.post(`${api}/units/GM-0001/move-in`, { operation: '10' }, at(15));
    expect((await system().get(`${api}/wip?order=PO-1`)).body.items).toMatchObject([
      { operation: '10', workCenter: 'ASSY-1', atOperation: '1', waiting: '2' },
    ]);
    const consume = (body: object) => anna.post(`${api}/units/GM-0001/consume`, { operation: '10', ...body }, at(16));
    expect(await consume({ item: 'XX-1', lot: 'X' })).toMatchObject({
      status: 409,
      body: { code: 'not-in-bill-of-material', legal: ['HS-40', 'MT-40', 'SC-M4'] },
    });
    expect(await consume({ item: 'HS-40', lot: 'H9' })).toMatchObject({
      status: 409,
      body: { code: 'not-issued', legal: ['H1'] },
    });
    expect(await consume({ item: 'HS-40', lot: 'H1', quantity: { value: '9', unit: 'C62' } })).toMatchObject({
      status: 409,
      body: { code: 'more-than-issued', available: '3' },
    });
    expect(await consume({ item: 'HS-40', lot: 'H1', quantity: { value: '2', unit: 'C62' } })).toMatchObject({
      status: 409,
      body: { code: 'more-than-required' },
    });
    expect(await consume({ item: 'HS-40', lot: 'H1', quantity: { value: '1', unit: 'KGM' } })).toMatchObject({
      status: 422,
      body: { code: 'unit-mismatch', expected: 'C62' },
    });
    expect(await consume({ item: 'HS-40', lot: 'H1' })).toMatchObject({ status: 200 });
    expect(await anna.post(`${api}/units/GM-0001/finish`, { operation: '10' }, at(20))).toMatchObject({
      status: 409,
      body: { code: 'components-missing', missing: [{ item: 'MT-40' }] },
    });
    expect(await consume({ item: 'MT-40', lot: 'M001' })).toMatchObject({ status: 200 });
    expect(await anna.post(`${api}/units/GM-0001/finish`, { operation: '10' }, at(29))).toMatchObject({ status: 200 });
    await anna.post(`${api}/units/GM-0002/move-in`, { operation: '10' }, at(29));
    expect(
      await anna.post(`${api}/units/GM-0002/consume`, { operation: '10', item: 'MT-40', lot: 'M001' }, at(30)),
    ).toMatchObject({ status: 409, body: { code: 'component-already-installed', unit: 'GM-0001' } });
    await anna.post(`${api}/units/GM-0002/consume`, { operation: '10', item: 'HS-40', lot: 'H1' }, at(30));
    await anna.post(`${api}/units/GM-0002/consume`, { operation: '10', item: 'MT-40', lot: 'M002' }, at(30));
    await anna.post(`${api}/units/GM-0002/finish`, { operation: '10' }, at(43));
    await assemble('GM-0003', 'M003', 43);
    expect(
      (await unit('GM-0001')).components.map(
        ({ item, lot, quantity }: { item: string; lot: string; quantity: { value: string } }) => [
          item,
          lot,
          quantity.value,
        ],
      ),
    ).toEqual([
      ['HS-40', 'H1', '1'],
      ['MT-40', 'M001', '1'],
      ['SC-M4', 'S1', '6'],
    ]);
    // 16 screws were issued for 18: what is left of the one lot, what there is of the other, and a variance.
    expect((await unit('GM-0002')).components.slice(2)).toMatchObject([
      { lot: 'S1', quantity: { value: '4' } },
      { lot: 'S2', quantity: { value: '2' } },
    ]);
    expect((await unit('GM-0003')).components.slice(2)).toMatchObject([{ lot: 'S2', quantity: { value: '4' } }]);
    expect(await job('10')).toMatchObject({ status: 'done', good: '3' });
    expect((await system().get(`${api}/units/GM-0001?asOf=${shift(16)}`)).body).toMatchObject({
      at: { operation: '10' },
      components: [{ item: 'HS-40' }, { item: 'MT-40' }],
      passed: [],
    });
  });

  it('refuses to begin where maintenance holds the machine, and on an order that is paused', async () => {
    const stop = { asset: 'TESTER', workCenters: ['TEST-1'], workOrder: 'WO-1', downSince: shift(60) };
    await plant.tell('maintenance', published(maintenance.AssetWentDown, { ...stop, reason: 'fuse' }), {
      id: 'TESTER',
      at: shift(60),
    });
    await eventually(async () =>
      expect(await bert.post(`${api}/jobs/PO-1/20/start`, {}, at(61))).toMatchObject({
        status: 409,
        body: { code: 'machine-down', workOrder: 'WO-1' },
      }),
    );
    expect(await anna.post(`${api}/units/GM-0001/move-in`, { operation: '20' }, at(61))).toMatchObject({
      status: 409,
      body: { code: 'machine-down' },
    });
    await plant.tell('maintenance', published(maintenance.AssetReleased, { ...stop, releasedAt: shift(70) }), {
      id: 'TESTER',
      at: shift(70),
    });
    await eventually(async () =>
      expect(await anna.post(`${api}/units/GM-0001/move-in`, { operation: '20' }, at(71))).toMatchObject({
        status: 200,
      }),
    );
    await plant.tell('orders', published(orders.ProductionOrderPaused, { order: 'PO-1', reason: 'change' }), {
      id: 'PO-1',
      at: shift(72),
    });
    expect(await anna.post(`${api}/jobs/PO-1/20/start`, {}, at(73))).toMatchObject({
      status: 409,
      body: { code: 'order-paused' },
    });
    await plant.tell('orders', published(orders.ProductionOrderResumed, { order: 'PO-1' }), {
      id: 'PO-1',
      at: shift(74),
    });
    const started = await anna.post(`${api}/jobs/PO-1/20/start`, {}, at(75));
    expect(started).toMatchObject({ status: 201 });
    expect(await anna.post(`${api}/jobs/PO-1/20/pause`, { activity: started.body.activity }, at(85))).toMatchObject({
      status: 200,
      body: { status: 'paused' },
    });
    expect(await job('20')).toMatchObject({ status: 'paused' });
    expect(await anna.post(`${api}/jobs/PO-1/20/resume`, { activity: started.body.activity }, at(90))).toMatchObject({
      status: 200,
    });
    expect(await anna.post(`${api}/jobs/PO-1/20/finish`, { activity: started.body.activity }, at(100))).toMatchObject({
      status: 200,
    });
    expect((await system().get(`${api}/labor?from=${shift(60)}&to=${shift(480)}&order=PO-1`)).body).toMatchObject({
      seconds: 1200,
      items: [{ seconds: 600 }, { seconds: 600 }],
    });
  });

  it('waits for the verdict, names the hold, reworks one unit and scraps another', async () => {
    expect(await anna.post(`${api}/units/GM-0001/finish`, { operation: '20' }, at(101))).toMatchObject({
      status: 409,
      body: { code: 'inspection-not-passed' },
    });
    await inspect('I-1', 'GM-0001', '61.2', 102);
    await eventually(async () =>
      expect((await unit('GM-0001')).verdicts).toMatchObject([{ inspection: 'I-1', verdict: 'passed' }]),
    );
    expect(await anna.post(`${api}/units/GM-0001/finish`, { operation: '20' }, at(103))).toMatchObject({ status: 200 });

    await anna.post(`${api}/units/GM-0002/move-in`, { operation: '20' }, at(104));
    await inspect('I-2', 'GM-0002', '64.1', 105);
    const hold = { hold: 'H-1', subjects: [{ kind: 'unit' as const, id: 'GM-0002', item: 'GM-40' }], reason: 'noise' };
    await plant.tell('quality', published(quality.HoldPlaced, { ...hold, nonconformance: 'N-1' }), {
      id: 'H-1',
      at: shift(105),
    });
    await eventually(async () => expect((await unit('GM-0002')).holds).toEqual(['H-1']));
    expect(await anna.post(`${api}/units/GM-0002/move-in`, { operation: '30' }, at(106))).toMatchObject({
      status: 409,
      body: { code: 'unit-on-hold', hold: 'H-1' },
    });
    await dispose('N-1', 'GM-0002', 107, { disposition: 'rework', reworkFrom: '10' });
    await plant.tell('quality', published(quality.HoldReleased, hold), { id: 'H-1', at: shift(107) });
    await eventually(async () =>
      expect(await unit('GM-0002')).toMatchObject({ status: 'rework', next: ['10'], holds: [] }),
    );
    expect(await anna.post(`${api}/units/GM-0002/move-in`, { operation: '10' }, at(110))).toMatchObject({
      status: 200,
      body: { attempt: 2 },
    });
    expect(await anna.post(`${api}/units/GM-0002/finish`, { operation: '10' }, at(120))).toMatchObject({ status: 200 });
    expect(await anna.post(`${api}/units/GM-0002/move-in`, { operation: '20' }, at(121))).toMatchObject({
      status: 200,
    });
    expect(await anna.post(`${api}/units/GM-0002/finish`, { operation: '20' }, at(121))).toMatchObject({
      status: 409,
      body: { code: 'inspection-not-passed' },
    });
    await inspect('I-3', 'GM-0002', '60.0', 122);
    await eventually(async () =>
      expect(await anna.post(`${api}/units/GM-0002/finish`, { operation: '20' }, at(123))).toMatchObject({
        status: 200,
      }),
    );

    await anna.post(`${api}/units/GM-0003/move-in`, { operation: '20' }, at(124));
    await inspect('I-4', 'GM-0003', '70', 125);
    await dispose('N-2', 'GM-0003', 126, { disposition: 'scrap' });
    await eventually(async () => expect(await unit('GM-0003')).toMatchObject({ status: 'scrapped', next: [] }));
    for (const id of ['GM-0001', 'GM-0002']) {
      await anna.post(`${api}/units/${id}/move-in`, { operation: '30' }, at(130));
      expect(await anna.post(`${api}/units/${id}/finish`, { operation: '30' }, at(131))).toMatchObject({
        status: 200,
        body: { status: 'completed' },
      });
    }
    expect(await unit('GM-0002')).toMatchObject({
      status: 'completed',
      attempts: [
        { operation: '10', attempt: 1 },
        { operation: '20', attempt: 1 },
        { operation: '10', attempt: 2 },
        { operation: '20', attempt: 2 },
        { operation: '30' },
      ],
    });
    expect(await job('10')).toMatchObject({ good: '3', scrap: '0', status: 'done' });
    expect(await job('20')).toMatchObject({ good: '2', scrap: '1', rework: '1', status: 'done' });
    expect(await job('30')).toMatchObject({ good: '2', scrap: '0', lost: '1', status: 'done' });
  });

  it('exchanges a component of a finished unit', async () => {
    await issue('MT-40', 'M004', '1');
    expect(
      await anna.post(
        `${api}/units/GM-0001/exchange`,
        { operation: '10', item: 'MT-40', removed: 'M001', installed: 'M002', reason: 'hum' },
        at(140),
      ),
    ).toMatchObject({ status: 409, body: { code: 'component-already-installed', unit: 'GM-0002' } });
    expect(
      await anna.post(
        `${api}/units/GM-0001/exchange`,
        { operation: '10', item: 'MT-40', removed: 'M001', installed: 'M004', reason: 'hum' },
        at(141),
      ),
    ).toMatchObject({ status: 200 });
    expect((await unit('GM-0001')).components.filter(({ item }: { item: string }) => item === 'MT-40')).toMatchObject([
      { lot: 'M001', removedAt: shift(141) },
      { lot: 'M004' },
    ]);
  });

  it('traces backward to the supplier and forward to the customer', async () => {
    await plant.tell(
      'inventory',
      published(inventory.LotShipped, {
        lot: 'GM-0001',
        item: 'GM-40',
        quantity: one,
        balance: { onHand: '0', reserved: '0', available: '0' },
        shipment: 'SH-1',
        customer: 'C-77',
      }),
      { id: 'GM-0001', at: shift(200) },
    );
    const backward = (await system().get(`${api}/genealogy/GM-0002/backward`)).body;
    expect(backward).toMatchObject({
      of: 'GM-0002',
      order: 'PO-1',
      revisions: { item: 'A', billOfMaterial: 'A', routing: 'A' },
    });
    expect(backward.nodes.map(({ id }: { id: string }) => id)).toEqual(['GM-0002', 'B1', 'H1', 'M002', 'S1', 'S2']);
    expect(backward.nodes.find(({ id }: { id: string }) => id === 'H1')).toMatchObject({
      supplier: 'Foundry',
      supplierLot: 'F-77',
    });
    expect(backward.nodes.find(({ id }: { id: string }) => id === 'M002')).toMatchObject({ kind: 'unit', depth: 1 });
    expect(backward.measurements).toMatchObject([
      { inspection: 'I-2', value: '64.1', verdict: 'failed' },
      { inspection: 'I-3', value: '60.0', verdict: 'passed' },
    ]);
    expect(backward.edges.find(({ component }: { component: string }) => component === 'M002')).toMatchObject({
      product: 'GM-0002',
      operation: '10',
      person: annaId,
      station: 'ASSY-1',
      at: shift(30),
    });
    await eventually(async () => {
      const forward = (await system().get(`${api}/genealogy/H1/forward`)).body;
      expect(forward.nodes.map(({ id }: { id: string }) => id)).toEqual(['H1', 'GM-0001', 'GM-0002', 'GM-0003']);
      expect(forward.nodes[1]).toMatchObject({ shipment: 'SH-1', customer: 'C-77', status: 'completed' });
      expect(forward.nodes[3]).toMatchObject({ status: 'scrapped' });
    });
    await plant.tell(
      'inventory',
      published(inventory.RecallOpened, {
        recall: 'R-1',
        lot: 'H1',
        reason: 'cracks',
        inStock: [],
        inProcess: [{ kind: 'unit', id: 'GM-0002' }],
        shipped: [],
        scrapped: [],
        customers: ['C-77'],
      }),
      { id: 'R-1', at: shift(205) },
    );
    await eventually(async () => expect((await unit('GM-0002')).holds).toEqual(['R-1']));
    const page = (await system().get(`${api}/genealogy/H1/forward?limit=2`)).body;
    expect(page.nodes).toHaveLength(2);
    expect((await system().get(`${api}/genealogy/H1/forward?limit=2&after=${page.next}`)).body.nodes).toHaveLength(2);
    expect(await system().get(`${api}/genealogy/NOPE/forward`)).toMatchObject({
      status: 404,
      body: { code: 'unknown-lot-or-unit' },
    });
  });

  it('makes an item by lots: parallel branches, scrap with a reason, split, merge, hold', async () => {
    await plant.tell(
      'orders',
      released('PO-2', {
        item: 'HS-40',
        tracking: 'lot',
        quantity: { value: '100', unit: 'C62' },
        components: [
          {
            operation: '10',
            item: 'AL-1',
            tracking: 'lot',
            quantityPer: { value: '0.5', unit: 'KGM' },
            backflush: true,
          },
        ],
        operations: [
          {
            operation: '10',
            description: 'cast',
            workCenter: 'CAST',
            after: [],
            setupSeconds: 0,
            runSecondsPerUnit: 10,
          },
          {
            operation: '21',
            description: 'drill',
            workCenter: 'DRILL',
            after: ['10'],
            setupSeconds: 0,
            runSecondsPerUnit: 10,
          },
          {
            operation: '22',
            description: 'paint',
            workCenter: 'PAINT',
            after: ['10'],
            setupSeconds: 0,
            runSecondsPerUnit: 10,
          },
        ],
      }),
      { id: 'PO-2', at: shift(0) },
    );
    await issue('AL-1', 'A1', '60', 'PO-2');
    const pieces = (good: string, scrap?: string) => ({
      good: { value: good, unit: 'C62' },
      ...(scrap && { scrap: { value: scrap, unit: 'C62' } }),
    });
    const report = (operation: string, body: object) =>
      anna.post(`${api}/jobs/PO-2/${operation}/report`, body, at(210));
    await eventually(async () => expect((await system().get(`${api}/jobs?order=PO-2`)).body.items).toHaveLength(3));
    expect(await system().post(`${api}/units`, { order: 'PO-2' })).toMatchObject({
      status: 409,
      body: { code: 'tracked-by-lot' },
    });
    expect(await report('21', pieces('1'))).toMatchObject({
      status: 409,
      body: { code: 'wrong-operation', expected: ['10'] },
    });
    expect(await anna.post(`${api}/jobs/PO-2/21/start`, {}, at(210))).toMatchObject({
      status: 409,
      body: { code: 'job-waiting', waitsFor: ['10'] },
    });
    expect(await report('10', pieces('60', '5'))).toMatchObject({
      status: 422,
      body: { code: 'scrap-reason-required' },
    });
    expect(await report('10', { ...pieces('60', '5'), scrapReason: 'void' })).toMatchObject({
      status: 200,
      body: { lot: 'PO-2', status: 'in-process' },
    });
    expect(await report('10', pieces('36'))).toMatchObject({
      status: 409,
      body: { code: 'more-than-in-lot', left: '35' },
    });
    expect(await report('10', { ...pieces('35'), rework: { value: '2', unit: 'C62' } })).toMatchObject({ status: 200 });
    expect(await job('10', 'PO-2')).toMatchObject({ status: 'done', good: '95', scrap: '5', rework: '2' });
    const lots = `${api}/lots-in-process`;
    const lot = (value: string) => ({ value, unit: 'C62' });
    expect(
      await anna.post(`${lots}/PO-2/split`, { into: [{ lot: 'L-1', quantity: lot('40') }] }, at(220)),
    ).toMatchObject({ status: 409, body: { code: 'balance-broken', difference: '55' } });
    expect(
      await anna.post(
        `${lots}/PO-2/split`,
        {
          into: [
            { lot: 'L-1', quantity: lot('40') },
            { lot: 'L-2', quantity: lot('54') },
          ],
          loss: lot('1'),
        },
        at(220),
      ),
    ).toMatchObject({ status: 200 });
    expect((await anna.get(`${lots}/L-1`)).body).toMatchObject({
      status: 'in-process',
      quantity: '40',
      passed: ['10'],
    });
    expect(await report('21', pieces('10'))).toMatchObject({
      status: 422,
      body: { code: 'lot-required', lots: ['L-1', 'L-2'] },
    });
    expect(await anna.post(`${lots}/L-1/merge`, { with: ['L-2'], into: 'L-3' }, at(221))).toMatchObject({
      status: 200,
      body: { quantity: lot('94') },
    });
    await plant.tell(
      'quality',
      published(quality.HoldPlaced, { hold: 'H-2', subjects: [{ kind: 'lot', id: 'L-3' }], reason: 'void' }),
      { id: 'H-2' },
    );
    await eventually(async () =>
      expect(await anna.post(`${lots}/L-3/move-in`, { operation: '10' }, at(222))).toMatchObject({
        status: 409,
        body: { code: 'lot-on-hold', hold: 'H-2' },
      }),
    );
    await plant.tell(
      'quality',
      published(quality.HoldReleased, { hold: 'H-2', subjects: [{ kind: 'lot', id: 'L-3' }], reason: 'ok' }),
      { id: 'H-2' },
    );
    await eventually(async () =>
      expect(await anna.post(`${lots}/L-3/move-in`, { operation: '22' }, at(223))).toMatchObject({ status: 200 }),
    );
    expect(await anna.post(`${lots}/L-3/report`, { operation: '22', ...pieces('94') }, at(224))).toMatchObject({
      status: 200,
    });
    expect(
      await anna.post(`${lots}/L-3/report`, { operation: '21', ...pieces('93', '1'), scrapReason: 'drill' }, at(225)),
    ).toMatchObject({ status: 200, body: { status: 'completed' } });
    expect(await job('21', 'PO-2')).toMatchObject({ status: 'done', good: '93', scrap: '1', lost: '6' });
    expect(await job('22', 'PO-2')).toMatchObject({ status: 'done', good: '94', lost: '6' });
    expect(
      (await system().get(`${api}/genealogy/L-3/backward`)).body.nodes.map(({ id }: { id: string }) => id),
    ).toEqual(['L-3', 'L-1', 'L-2', 'PO-2', 'A1']);
  });

  it('closes a forgotten clock-out by rule and marks it', async () => {
    await eventually(
      async () => {
        const { items } = (await system().get(`${api}/attendance?person=${annaId}&from=${shift(-60)}&to=${shift(60)}`))
          .body;
        expect(items).toMatchObject([{ forgotten: true, until: shift(720) }]);
      },
      { withinMs: 20_000 },
    );
  });

  it('tells the others what they may know', async () => {
    const said = () => plant.published('tracking').map(({ type }) => type.replace('millwright.tracking.', ''));
    await eventually(() => expect(said().filter((type) => type === 'lot-completed.v1')).toHaveLength(1));
    const count = (type: string) => said().filter((one) => one === type).length;
    expect(count('unit-finished-operation.v1')).toBe(8);
    expect(count('unit-completed.v1')).toBe(2);
    expect(count('unit-scrapped.v1')).toBe(1);
    expect(count('hold-enforced.v1')).toBe(2);
    expect(JSON.stringify(plant.published('tracking'))).not.toContain('Anna Assembly');
  });
});
