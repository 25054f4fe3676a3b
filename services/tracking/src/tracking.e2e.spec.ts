import { maintenance, orders, published } from '@millwright/contracts';
import { eventually } from '@millwright/testing';
import { api, released, shift, shopFloor } from './shop-floor.e2e.spec.js';

describe('tracking: a day on the shop floor', () => {
  const floor = shopFloor();
  const { system, at, unit, job, assemble, issueMaterial } = floor;

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
    floor.annaId = first.body.person;
    const second = (await system().post(`${api}/people`, { badge: '1002', name: 'Bert' })).body.person;
    floor.anna = floor.plant.client(floor.annaId);
    floor.bert = floor.plant.client(second);
    expect((await system().get(`${api}/people?badge=1001`)).body.items).toEqual([
      { person: floor.annaId, badge: '1001', name: 'Anna Assembly' },
    ]);
    expect(
      await system().post(
        `${api}/people/${floor.annaId}/skills`,
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
    expect((await system().get(`${api}/people/${floor.annaId}`)).body.skills).toHaveLength(1);
  });

  it('opens jobs when an order is released', async () => {
    await floor.plant.tell('orders', released('PO-1'), { id: 'PO-1', at: shift(-30) });
    await eventually(async () => expect((await system().get(`${api}/jobs?order=PO-1`)).body.items).toHaveLength(3));
    expect(await job('10')).toMatchObject({ status: 'ready', workCenter: 'ASSY-1', good: '0', activities: [] });
    expect(await job('20')).toMatchObject({ status: 'waiting' });
    await issueMaterial();
  });

  it('lets only those begin who may, and each once', async () => {
    expect(await floor.bert.post(`${api}/jobs/PO-1/10/start`, {}, at(1))).toMatchObject({
      status: 409,
      body: { code: 'skill-expired', validUntil: '2025-12-31T23:59:59.999Z' },
    });
    expect(await floor.anna.post(`${api}/jobs/PO-1/10/start`, { kind: 'setup' }, at(0))).toMatchObject({
      status: 409,
      body: { code: 'not-clocked-in' },
    });
    expect(await floor.anna.post(`${api}/attendance/clock-in`, {}, at(0))).toMatchObject({ status: 200 });
    expect(await floor.anna.post(`${api}/attendance/clock-in`, {}, at(1))).toMatchObject({
      status: 409,
      body: { code: 'already-clocked-in' },
    });
    const starts = await Promise.all(
      Array.from({ length: 20 }, () => floor.anna.post(`${api}/jobs/PO-1/10/start`, { kind: 'setup' }, at(0))),
    );
    expect(starts.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(starts.filter(({ body }) => body.code === 'activity-already-open')).toHaveLength(19);
    const { activity } = starts.find(({ status }) => status === 201)?.body ?? {};
    expect(await floor.bert.post(`${api}/jobs/PO-1/10/finish`, { activity }, at(15))).toMatchObject({
      status: 403,
      body: { code: 'not-your-activity' },
    });
    expect(await floor.anna.post(`${api}/jobs/PO-1/10/finish`, { activity }, at(15))).toMatchObject({ status: 200 });
    expect(await job('10')).toMatchObject({
      status: 'in-progress',
      activities: [{ status: 'finished', kind: 'setup' }],
    });
    expect(
      (await system().get(`${api}/labor?from=${shift(0)}&to=${shift(480)}&person=${floor.annaId}`)).body,
    ).toMatchObject({
      seconds: 900,
    });
    const overridden = await floor.bert.post(
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
    expect(await floor.anna.post(`${api}/units/GM-0001/move-in`, { operation: '30' }, at(15))).toMatchObject({
      status: 409,
      body: { code: 'wrong-operation', expected: ['10'] },
    });
    await floor.anna.post(`${api}/units/GM-0001/move-in`, { operation: '10' }, at(15));
    expect((await system().get(`${api}/wip?order=PO-1`)).body.items).toMatchObject([
      { operation: '10', workCenter: 'ASSY-1', atOperation: '1', waiting: '2' },
    ]);
    const consume = (body: object) =>
      floor.anna.post(`${api}/units/GM-0001/consume`, { operation: '10', ...body }, at(16));
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
    expect(await floor.anna.post(`${api}/units/GM-0001/finish`, { operation: '10' }, at(20))).toMatchObject({
      status: 409,
      body: { code: 'components-missing', missing: [{ item: 'MT-40' }] },
    });
    expect(await consume({ item: 'MT-40', lot: 'M001' })).toMatchObject({ status: 200 });
    expect(await floor.anna.post(`${api}/units/GM-0001/finish`, { operation: '10' }, at(29))).toMatchObject({
      status: 200,
    });
    await floor.anna.post(`${api}/units/GM-0002/move-in`, { operation: '10' }, at(29));
    expect(
      await floor.anna.post(`${api}/units/GM-0002/consume`, { operation: '10', item: 'MT-40', lot: 'M001' }, at(30)),
    ).toMatchObject({ status: 409, body: { code: 'component-already-installed', unit: 'GM-0001' } });
    await floor.anna.post(`${api}/units/GM-0002/consume`, { operation: '10', item: 'HS-40', lot: 'H1' }, at(30));
    await floor.anna.post(`${api}/units/GM-0002/consume`, { operation: '10', item: 'MT-40', lot: 'M002' }, at(30));
    await floor.anna.post(`${api}/units/GM-0002/finish`, { operation: '10' }, at(43));
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
    await floor.plant.tell('maintenance', published(maintenance.AssetWentDown, { ...stop, reason: 'fuse' }), {
      id: 'TESTER',
      at: shift(60),
    });
    await eventually(async () =>
      expect(await floor.bert.post(`${api}/jobs/PO-1/20/start`, {}, at(61))).toMatchObject({
        status: 409,
        body: { code: 'machine-down', workOrder: 'WO-1' },
      }),
    );
    expect(await floor.anna.post(`${api}/units/GM-0001/move-in`, { operation: '20' }, at(61))).toMatchObject({
      status: 409,
      body: { code: 'machine-down' },
    });
    await floor.plant.tell('maintenance', published(maintenance.AssetReleased, { ...stop, releasedAt: shift(70) }), {
      id: 'TESTER',
      at: shift(70),
    });
    await eventually(async () =>
      expect(await floor.anna.post(`${api}/units/GM-0001/move-in`, { operation: '20' }, at(71))).toMatchObject({
        status: 200,
      }),
    );
    await floor.plant.tell('orders', published(orders.ProductionOrderPaused, { order: 'PO-1', reason: 'change' }), {
      id: 'PO-1',
      at: shift(72),
    });
    expect(await floor.anna.post(`${api}/jobs/PO-1/20/start`, {}, at(73))).toMatchObject({
      status: 409,
      body: { code: 'order-paused' },
    });
    await floor.plant.tell('orders', published(orders.ProductionOrderResumed, { order: 'PO-1' }), {
      id: 'PO-1',
      at: shift(74),
    });
    const started = await floor.anna.post(`${api}/jobs/PO-1/20/start`, {}, at(75));
    expect(started).toMatchObject({ status: 201 });
    expect(
      await floor.anna.post(`${api}/jobs/PO-1/20/pause`, { activity: started.body.activity }, at(85)),
    ).toMatchObject({
      status: 200,
      body: { status: 'paused' },
    });
    expect(await job('20')).toMatchObject({ status: 'paused' });
    expect(
      await floor.anna.post(`${api}/jobs/PO-1/20/resume`, { activity: started.body.activity }, at(90)),
    ).toMatchObject({
      status: 200,
    });
    expect(
      await floor.anna.post(`${api}/jobs/PO-1/20/finish`, { activity: started.body.activity }, at(100)),
    ).toMatchObject({
      status: 200,
    });
    expect((await system().get(`${api}/labor?from=${shift(60)}&to=${shift(480)}&order=PO-1`)).body).toMatchObject({
      seconds: 1200,
      items: [{ seconds: 600 }, { seconds: 600 }],
    });
  });

  it('closes a forgotten clock-out by rule and marks it', async () => {
    await eventually(
      async () => {
        const { items } = (
          await system().get(`${api}/attendance?person=${floor.annaId}&from=${shift(-60)}&to=${shift(60)}`)
        ).body;
        expect(items).toMatchObject([{ forgotten: true, until: shift(720) }]);
      },
      { withinMs: 20_000 },
    );
  });
});
