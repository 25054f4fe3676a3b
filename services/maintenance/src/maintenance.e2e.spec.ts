import { published, tracking } from '@millwright/contracts';
import { eventually, startPlant, type TestPlant } from '@millwright/testing';
import { MaintenanceModule } from './maintenance.module.js';

const operator = 'person:00000000-0000-7000-8000-00000000000a';
const fitter = 'person:00000000-0000-7000-8000-00000000000b';
const api = '/api/maintenance/v1';
const at = (time: string) => `2026-01-05T${time}:00.000Z`;

describe('the maintenance service', () => {
  let plant: TestPlant;
  beforeAll(async () => {
    plant = await startPlant([MaintenanceModule]);
  });
  afterAll(() => plant?.stop());

  const send = (actor: string, path: string, body: object, time: string) =>
    plant.client(actor).post(`${api}/${path}`, body, { 'millwright-occurred-at': at(time) });
  const read = async (path: string) => (await plant.client().get(`${api}/${path}`)).body;
  const ofType = (type: string) =>
    plant.published('maintenance').filter((one) => one.type === `millwright.maintenance.${type}.v1`);
  const finished = (unit: string, workCenter: string, attempt = 1) =>
    plant.tell(
      'tracking',
      published(tracking.UnitFinishedOperation, {
        unit,
        item: 'GM-40',
        order: 'PO-1001',
        operation: '10',
        workCenter,
        attempt,
      }),
      { id: unit, at: at('09:00') },
    );

  it('says whether the machine can run, and when it will not', async () => {
    await send(
      fitter,
      'assets',
      { asset: 'LINE-1', description: 'Assembly line', level: 'line', criticality: 'A' },
      '05:00',
    );
    expect(
      await send(
        fitter,
        'assets',
        { asset: 'MC-ASSY-1', description: 'Press', parent: 'LINE-1', workCenter: 'ASSY-1' },
        '05:00',
      ),
    ).toMatchObject({ status: 201, body: { asset: 'MC-ASSY-1', version: 1 } });
    await send(
      fitter,
      'assets',
      { asset: 'MC-PACK-1', description: 'Packer', parent: 'LINE-1', workCenter: 'PACK-1' },
      '05:00',
    );
    expect(await send(fitter, 'assets', { asset: 'MC-ASSY-1', description: 'Press' }, '05:00')).toMatchObject({
      status: 409,
      body: { code: 'asset-exists' },
    });
    expect(await read('asset-tree')).toMatchObject({
      assets: [{ asset: 'LINE-1', parts: [{ asset: 'MC-ASSY-1', workCenter: 'ASSY-1' }, { asset: 'MC-PACK-1' }] }],
    });

    // The meter follows its work center; the plan watches it.
    await send(
      fitter,
      'meters',
      { meter: 'CYCLES-ASSY-1', asset: 'MC-ASSY-1', unit: 'C62', counts: 'cycles-of-work-center' },
      '05:10',
    );
    expect(
      await send(
        fitter,
        'plans',
        {
          plan: 'GREASE',
          asset: 'MC-ASSY-1',
          description: 'Grease the press',
          every: { meter: 'CYCLES-ASSY-1', value: '20' },
        },
        '05:11',
      ),
    ).toMatchObject({ status: 201 });
    expect(
      await send(
        fitter,
        'plans',
        { plan: 'CHECK', asset: 'MC-ASSY-1', description: 'Check', every: { meter: 'CYCLES-ASSY-1' } },
        '05:11',
      ),
    ).toMatchObject({ status: 422, body: { code: 'interval-unclear' } });
    await Promise.all(Array.from({ length: 9 }, (_, n) => finished(`GM-${n}`, 'ASSY-1')));
    await finished('GM-0', 'TEST-1');

    // Down for 25 minutes. Of twenty clicks one opens the work order, the others get its number.
    const clicks = await Promise.all(
      Array.from({ length: 20 }, () => send(operator, 'assets/MC-ASSY-1/down', { reason: 'Ram is stuck' }, '08:00')),
    );
    const [down] = clicks.filter(({ status }) => status === 200);
    const workOrder: string = down.body.workOrder;
    expect(down.body).toMatchObject({ workOrder: 'WO-20260105-001', workCenters: ['ASSY-1'], status: 'down' });
    expect(
      clicks.filter(
        ({ status, body }) => status === 409 && body.code === 'asset-already-down' && body.workOrder === workOrder,
      ),
    ).toHaveLength(19);
    await eventually(() =>
      expect(ofType('asset-went-down')).toMatchObject([
        { data: { asset: 'MC-ASSY-1', workCenters: ['ASSY-1'], workOrder, downSince: at('08:00') } },
      ]),
    );
    expect(await read('asset-tree')).toMatchObject({
      assets: [
        { standsStill: false, parts: [{ status: 'down', standsStill: true, workOrder }, { standsStill: false }] },
      ],
    });
    expect(await send(operator, 'assets/MC-ASSY-1/release', {}, '08:05')).toMatchObject({
      status: 409,
      body: { code: 'work-order-open', workOrder, legal: ['assign', 'start', 'cancel'] },
    });

    const order = `work-orders/${workOrder}`;
    expect(await send(operator, `${order}/complete`, { failure: 'x', remedy: 'y' }, '08:05')).toMatchObject({
      status: 409,
      body: { code: 'illegal-transition', state: 'open' },
    });
    expect(await send(operator, `${order}/cancel`, { reason: 'x' }, '08:05')).toMatchObject({
      status: 409,
      body: { code: 'asset-down' },
    });
    expect(await send(operator, `${order}/assign`, { person: 'Joe' }, '08:05')).toMatchObject({ status: 422 });
    await send(operator, `${order}/assign`, { person: fitter }, '08:05');
    await send(fitter, `${order}/start`, {}, '08:06');
    expect(await send(fitter, `${order}/complete`, {}, '08:24')).toMatchObject({
      status: 422,
      body: { code: 'codes-missing' },
    });
    const spareParts = [{ item: 'SEAL-12', quantity: { value: '1', unit: 'C62' } }];
    expect(
      await send(
        fitter,
        `${order}/complete`,
        { failure: 'ram-stuck', cause: 'dry', remedy: 'seal-replaced', spareParts },
        '08:24',
      ),
    ).toMatchObject({ status: 200, body: { laborSeconds: 1080 } });
    expect(await send(operator, 'assets/MC-ASSY-1/release', { workOrder }, '08:25')).toMatchObject({
      status: 200,
      body: { status: 'up', downSince: at('08:00'), releasedAt: at('08:25') },
    });
    await send(operator, `${order}/verify`, {}, '08:30');
    expect(await read(order)).toMatchObject({
      status: 'verified',
      kind: 'corrective',
      person: fitter,
      failure: 'ram-stuck',
      remedy: 'seal-replaced',
      spareParts,
      downSince: at('08:00'),
      releasedAt: at('08:25'),
      workCenters: ['ASSY-1'],
      legal: [],
    });
    await eventually(() =>
      expect(ofType('asset-released')).toMatchObject([
        { streamId: ofType('asset-went-down')[0].streamId, data: { workOrder, releasedAt: at('08:25') } },
      ]),
    );
    await eventually(() =>
      expect(ofType('work-order-completed')).toMatchObject([{ data: { workOrder, spareParts, laborSeconds: 1080 } }]),
    );
    expect(await read(`assets/MC-ASSY-1/reliability?from=${at('06:00')}&to=${at('14:00')}`)).toMatchObject({
      failures: 1,
      MTBF: '27300',
      MTTR: '1500',
      availability: { value: '0.947917' },
      failureFacts: [{ failure: 'ram-stuck' }],
    });
    expect(await read(`assets/MC-ASSY-1/reliability?from=${at('14:00')}&to=${at('06:00')}`)).toMatchObject({
      status: 422,
      code: 'empty-window',
    });

    // Twenty units and one rework: 21 cycles, one work order.
    await Promise.all(Array.from({ length: 11 }, (_, n) => finished(`GM-${n + 9}`, 'ASSY-1')));
    await finished('GM-7', 'ASSY-1', 2);
    await eventually(async () =>
      expect(await read('meters/CYCLES-ASSY-1')).toMatchObject({ value: '21', total: '21', asset: 'MC-ASSY-1' }),
    );
    expect((await read('work-orders?kind=preventive')).items).toMatchObject([
      { workOrder: 'PM-GREASE-1', asset: 'MC-ASSY-1', status: 'open', plan: 'GREASE', number: 1, missed: 0 },
    ]);
    expect(await read('plans/GREASE')).toMatchObject({
      every: { meter: 'CYCLES-ASSY-1', value: '20' },
      workOrdersOpened: 1,
      nextDueAtTotal: '40',
      lastWorkOrder: 'PM-GREASE-1',
    });
    await eventually(() =>
      expect(ofType('work-order-opened').map(({ streamId }) => streamId)).toEqual([workOrder, 'PM-GREASE-1']),
    );

    // The whole line: everything beneath it stops.
    expect((await send(operator, 'assets/LINE-1/down', { reason: 'No power' }, '10:00')).body).toMatchObject({
      workCenters: ['ASSY-1', 'PACK-1'],
    });

    // A reading never goes back; one that jumps opens one work order and says what it makes up for.
    await send(fitter, 'meters', { meter: 'HOURS', asset: 'MC-PACK-1', unit: 'HUR', value: '100' }, '05:00');
    await send(
      fitter,
      'plans',
      { plan: 'BELT', asset: 'MC-PACK-1', description: 'Change the belt', every: { meter: 'HOURS', value: '50' } },
      '05:00',
    );
    expect(await send(fitter, 'meters/HOURS/readings', { value: '99' }, '11:00')).toMatchObject({
      status: 409,
      body: { code: 'reading-decreased', lastValue: '100' },
    });
    expect(await send(fitter, 'meters/HOURS/readings', { value: '-1' }, '11:00')).toMatchObject({ status: 422 });
    await send(fitter, 'meters/HOURS/readings', { value: '210.5' }, '11:00');
    expect(await read('work-orders/PM-BELT-2')).toMatchObject({ status: 'open', missed: 1 });
    expect((await send(fitter, 'meters/HOURS/replace', { reason: 'broken glass' }, '11:01')).body).toMatchObject({
      value: '0',
      total: '210.5',
    });

    // The calendar: after a long pause only the newest is due.
    await send(
      fitter,
      'plans',
      { plan: 'WEEKLY', asset: 'MC-PACK-1', description: 'Clean', every: { days: 7, startAt: '2026-01-05T06:00:00Z' } },
      '05:00',
    );
    await eventually(async () => expect((await read('work-orders?plan=WEEKLY')).items).toHaveLength(1));
    const [weekly] = (await read('work-orders?plan=WEEKLY')).items;
    expect(weekly).toMatchObject({ workOrder: `PM-WEEKLY-${weekly.number}`, missed: weekly.number - 1 });
    expect(await send(fitter, 'plans/WEEKLY/end', { reason: 'sold' }, '12:00')).toMatchObject({ status: 200 });
    expect(await send(fitter, 'plans/WEEKLY/end', { reason: 'sold' }, '12:00')).toMatchObject({
      status: 409,
      body: { code: 'illegal-transition' },
    });

    for (const [thing, path] of [
      ['asset', 'assets/X'],
      ['asset', `assets/X/reliability?from=${at('06:00')}`],
      ['work-order', 'work-orders/X'],
      ['meter', 'meters/X'],
      ['maintenance-plan', 'plans/X'],
    ]) {
      expect(await read(path)).toMatchObject({ status: 404, code: `unknown-${thing}` });
    }
  });

  it('answers what people ask for', async () => {
    await send(fitter, 'assets', { asset: 'SAW', description: 'Saw' }, '05:00');
    const ask = async (reason: string) => (await send(operator, 'requests', { asset: 'SAW', reason }, '05:10')).body;
    const [noise, paint, smell] = [await ask('It squeaks'), await ask('Paint it red'), await ask('It smells burnt')];
    const { body: accepted } = await send(fitter, `requests/${noise.request}/accept`, {}, '05:20');
    expect(accepted).toMatchObject({ status: 'accepted', workOrder: expect.stringMatching(/^WO-20260105-/) });
    await send(fitter, `requests/${smell.request}/accept`, { workOrder: accepted.workOrder }, '05:21');
    await send(fitter, `requests/${paint.request}/decline`, { reason: 'Blue is the color of saws' }, '05:22');
    expect(await send(fitter, `requests/${paint.request}/accept`, {}, '05:23')).toMatchObject({
      status: 409,
      body: { code: 'illegal-transition', legal: [], state: 'declined' },
    });
    expect(await read(`work-orders/${accepted.workOrder}`)).toMatchObject({
      kind: 'corrective',
      reason: 'It squeaks',
      requests: [{ reason: 'It squeaks' }, { reason: 'It smells burnt' }],
    });
    expect(await read(`requests/${paint.request}`)).toMatchObject({
      status: 'declined',
      requestedBy: operator,
      declinedBecause: 'Blue is the color of saws',
    });
    expect((await read('requests?status=accepted')).items).toHaveLength(2);
    await send(fitter, `work-orders/${accepted.workOrder}/cancel`, { reason: 'The saw is sold' }, '05:30');
  });
});
