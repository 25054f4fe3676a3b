import { inventory, orders, published, tracking } from '@millwright/contracts';
import { eventually, startPlant, type TestPlant } from '@millwright/testing';
import { QualityModule } from './quality.module.js';

const inspector = 'person:00000000-0000-7000-8000-00000000000a';
const engineer = 'person:00000000-0000-7000-8000-00000000000b';
const api = '/api/quality/v1';
const at = (time: string) => `2026-01-05T${time}:00.000Z`;
const one = { value: '1', unit: 'C62' };

const operation = (number: string, after: string[], inspectionPlan?: string) => ({
  operation: number,
  description: '',
  workCenter: 'TEST-1',
  after,
  setupSeconds: 0,
  runSecondsPerUnit: 0,
  ...(inspectionPlan ? { inspectionPlan, inspectionPlanRevision: 'A' } : {}),
});
const order = published(orders.ProductionOrderReleased, {
  order: 'PO-1001',
  item: 'GM-40',
  itemRevision: 'A',
  tracking: 'serial',
  quantity: { value: '3', unit: 'C62' },
  routingRevision: 'A',
  operations: [operation('10', []), operation('20', ['10'], 'IP-GM-40'), operation('30', ['20'])],
  components: [],
});

describe('the quality service', () => {
  let plant: TestPlant;
  beforeAll(async () => {
    plant = await startPlant([QualityModule]);
  });
  afterAll(() => plant?.stop());

  const send = (actor: string, path: string, body: object, time: string) =>
    plant.client(actor).post(`${api}/${path}`, body, { 'millwright-occurred-at': at(time) });
  const read = async (path: string) => (await plant.client().get(`${api}/${path}`)).body;
  const unit = (number: number) => ({ kind: 'unit', id: `GM-000${number}` });
  const values = (current: string, noise: string) => [
    { characteristic: 'no-load-current', value: current, unit: 'AMP' },
    { characteristic: 'noise', value: noise },
  ];
  const types = () => plant.published('quality').map(({ type }) => type.split('.')[2]);

  it('lets nothing pass that it must not, and everything that it may', async () => {
    const plan = {
      plan: 'IP-GM-40',
      revision: 'A',
      item: 'GM-40',
      characteristics: [
        {
          characteristic: 'no-load-current',
          description: 'No-load current',
          unit: 'AMP',
          lower: '0.80',
          upper: '1.20',
          originOperation: '10',
        },
        { characteristic: 'noise', description: 'Noise', unit: '2N', upper: '62.0', originOperation: '20' },
      ],
    };
    expect(await send(engineer, 'inspection-plans', plan, '05:00')).toMatchObject({
      status: 201,
      body: { status: 'draft', version: 1 },
    });
    expect(await send(engineer, 'inspection-plans', plan, '05:00')).toMatchObject({
      status: 409,
      body: { code: 'inspection-plan-exists' },
    });
    expect(
      await send(
        engineer,
        'inspection-plans',
        { ...plan, revision: 'B', characteristics: [{ ...plan.characteristics[0], lower: 'low' }] },
        '05:00',
      ),
    ).toMatchObject({ status: 422, body: { code: 'invalid-request' } });
    expect(await send(inspector, 'inspections', { plan: 'IP-GM-40', subject: unit(1) }, '05:00')).toMatchObject({
      status: 409,
      body: { code: 'inspection-plan-not-released' },
    });
    expect(await send(engineer, 'inspection-plans/IP-GM-40/A/release', {}, '05:01')).toMatchObject({
      status: 200,
      body: { status: 'released' },
    });
    expect(await read('inspection-plans/IP-GM-40/A')).toMatchObject({
      status: 'released',
      stage: 'in-process',
      sampling: { rule: 'all' },
    });
    await eventually(() => expect(types()).toEqual(['inspection-plan-released']));

    await plant.tell('orders', order, { id: 'PO-1001', at: at('05:30') });
    await send(engineer, 'inspection-plans', { ...plan, revision: 'B' }, '05:40');
    await send(engineer, 'inspection-plans/IP-GM-40/B/release', {}, '05:41');

    // Unit 1 is good; the order's revision A is used although B is newer.
    expect(
      await send(
        inspector,
        'inspections',
        { plan: 'IP-GM-40', subject: unit(1), order: 'PO-1001', measurements: values('1.20', '62.0') },
        '08:00',
      ),
    ).toMatchObject({
      status: 201,
      body: { verdict: 'passed', planRevision: 'A', attempt: 1, inspection: 'IN-20260105-001' },
    });

    // Unit 2 is too loud: one command, three findings.
    const opened = await send(
      inspector,
      'inspections',
      { inspection: 'I-2', plan: 'IP-GM-40', subject: unit(2), order: 'PO-1001', operation: '20' },
      '08:10',
    );
    expect(opened).toMatchObject({ status: 201, body: { verdict: 'open', missing: ['no-load-current', 'noise'] } });
    const failed = await send(
      inspector,
      'inspections/I-2/measurements',
      { measurements: values('1.0', '64.1') },
      '08:12',
    );
    expect(failed).toMatchObject({
      status: 200,
      body: { verdict: 'failed', failed: ['noise'], nonconformance: 'NC-20260105-001', hold: 'H-20260105-001' },
    });
    expect(
      await send(inspector, 'inspections/I-2/measurements', { measurements: values('1.0', '60') }, '08:13'),
    ).toMatchObject({ status: 409, body: { code: 'illegal-transition' } });
    expect(await read('inspections/I-2')).toMatchObject({
      status: 'failed',
      planRevision: 'A',
      subject: { id: 'GM-0002', item: 'GM-40' },
      measurements: [{ verdict: 'passed' }, { characteristic: 'noise', value: '64.1', unit: '2N', verdict: 'failed' }],
      judgedBy: inspector,
    });
    expect(await read('nonconformances/NC-20260105-001')).toMatchObject({
      status: 'open',
      originOperation: '20',
      defect: 'noise',
      recordedBy: inspector,
      hold: 'H-20260105-001',
    });

    // What the others do about the hold, and what slipped through before they knew of it.
    const finished = (number: string, time: string) =>
      plant.tell(
        'tracking',
        published(tracking.UnitFinishedOperation, {
          unit: 'GM-0002',
          item: 'GM-40',
          order: 'PO-1001',
          operation: number,
          workCenter: 'TEST-1',
          attempt: 1,
        }),
        { id: 'GM-0002', at: at(time) },
      );
    await finished('20', '08:11');
    await finished('30', '08:15');
    await plant.tell(
      'tracking',
      published(tracking.HoldEnforcedInTracking, { hold: 'H-20260105-001', subject: { kind: 'unit', id: 'GM-0002' } }),
      { id: 'GM-0002', at: at('08:12') },
    );
    const lot = {
      lot: 'GM-0002',
      item: 'GM-40',
      quantity: one,
      balance: { onHand: '1', reserved: '0', available: '0' },
    };
    await plant.tell(
      'inventory',
      published(inventory.HoldEnforcedInInventory, {
        ...lot,
        hold: 'H-20260105-001',
        subject: { kind: 'unit', id: 'GM-0002' },
        lifted: false,
      }),
      { id: 'GM-0002', at: at('08:12') },
    );
    await eventually(async () =>
      expect(await read('holds/H-20260105-001')).toMatchObject({
        status: 'placed',
        subjects: [{ id: 'GM-0002' }],
        enforcedIn: [{ service: 'inventory' }, { service: 'tracking', since: at('08:12') }],
        slippedThrough: [{ subject: 'GM-0002', service: 'tracking', what: 'finished operation 30', at: at('08:15') }],
      }),
    );
    expect((await read('holds?subject=GM-0002&status=placed')).items).toHaveLength(1);
    expect((await read('holds?subject=GM-0001')).items).toHaveLength(0);

    // Four eyes.
    const finding = 'nonconformances/NC-20260105-001';
    expect(await send(engineer, `${finding}/origin`, { operation: '99' }, '08:20')).toMatchObject({
      status: 404,
      body: { code: 'unknown-operation', legal: ['10', '20', '30'] },
    });
    expect(await send(engineer, `${finding}/origin`, { operation: '10' }, '08:20')).toMatchObject({
      status: 200,
      body: { originOperation: '10' },
    });
    const rework = { disposition: 'rework', reason: 'too-loud', reworkFrom: '10' };
    expect(await send(inspector, `${finding}/dispose`, rework, '08:21')).toMatchObject({
      status: 403,
      body: { code: 'recorder-may-not-dispose' },
    });
    expect(
      await plant.client(engineer).post(`${api}/${finding}/dispose`, rework, { 'millwright-on-behalf-of': inspector }),
    ).toMatchObject({ status: 403 });
    expect(await send(engineer, 'holds/H-20260105-001/release', { reason: 'hurry' }, '08:21')).toMatchObject({
      status: 409,
      body: { code: 'nonconformance-open' },
    });
    expect(await send(engineer, `${finding}/dispose`, rework, '08:22')).toMatchObject({
      status: 200,
      body: { status: 'disposed', disposition: 'rework' },
    });
    expect(await read('holds/H-20260105-001')).toMatchObject({ status: 'released', releasedBecause: 'rework' });
    const again = await send(
      inspector,
      'inspections',
      { plan: 'IP-GM-40', subject: unit(2), order: 'PO-1001', measurements: values('1.0', '60.0') },
      '09:00',
    );
    expect(again.body).toMatchObject({ verdict: 'passed', attempt: 2 });
    expect(await send(engineer, `${finding}/close`, {}, '09:01')).toMatchObject({ status: 200 });

    // Unit 3 is scrapped; its hold ends when tracking says that it is gone.
    const third = await send(
      inspector,
      'inspections',
      { plan: 'IP-GM-40', subject: unit(3), order: 'PO-1001', measurements: values('1.62', '60') },
      '09:10',
    );
    expect(third.body).toMatchObject({ verdict: 'failed', nonconformance: 'NC-20260105-002' });
    expect(await read('orders/PO-1001/passed')).toMatchObject({
      passed: '2',
      failed: '1',
      scrapped: '0',
      inspectedOperations: ['20'],
    });
    await send(
      engineer,
      'nonconformances/NC-20260105-002/dispose',
      { disposition: 'scrap', reason: 'winding' },
      '09:20',
    );
    expect(await read(`holds/${third.body.hold}`)).toMatchObject({ status: 'placed' });
    await plant.tell(
      'tracking',
      published(tracking.UnitScrapped, {
        unit: 'GM-0003',
        item: 'GM-40',
        order: 'PO-1001',
        operation: '20',
        reason: 'winding',
      }),
      { id: 'GM-0003', at: at('09:21') },
    );
    await eventually(async () =>
      expect(await read(`holds/${third.body.hold}`)).toMatchObject({ status: 'released', releasedBecause: 'scrapped' }),
    );
    expect(await read('orders/PO-1001/passed')).toMatchObject({ passed: '2', failed: '1', scrapped: '1' });
    expect(
      await send(inspector, 'inspections', { plan: 'IP-GM-40', subject: unit(3), order: 'PO-1001' }, '09:30'),
    ).toMatchObject({ status: 409, body: { code: 'unit-scrapped' } });

    // A recall of inventory appears as a hold with its number.
    const recall = {
      recall: 'R-1',
      lot: 'G1',
      reason: 'cracked',
      inStock: [{ kind: 'lot' as const, id: 'GM-0001' }],
      inProcess: [{ kind: 'unit' as const, id: 'GM-0002' }],
      shipped: [],
      scrapped: [],
      customers: [],
    };
    await plant.tell('inventory', published(inventory.RecallOpened, recall), { id: 'R-1', at: at('10:00') });
    await eventually(async () =>
      expect(await read('holds/R-1')).toMatchObject({
        status: 'placed',
        recall: 'R-1',
        recalledLot: 'G1',
        subjects: [{ id: 'GM-0001' }, { id: 'GM-0002' }],
      }),
    );
    expect(await send(engineer, 'holds/R-1/release', { reason: 'x' }, '10:01')).toMatchObject({
      status: 409,
      body: { code: 'held-by-recall' },
    });

    // Parallel findings never share a number.
    const parallel = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        send(inspector, 'nonconformances', { subject: { kind: 'unit', id: `X-${n}` }, defect: 'scratched' }, '10:10'),
      ),
    );
    expect(new Set(parallel.map(({ status, body }) => `${status} ${body.nonconformance}`)).size).toBe(20);
    expect((await read('nonconformances?status=open&limit=15')).next).toBeDefined();

    // A received lot, judged in parts.
    const received = {
      lot: 'H1',
      item: 'HS-40',
      quantity: { value: '40', unit: 'C62' },
      balance: { onHand: '40', reserved: '0', available: '40' },
      location: 'MAIN',
    };
    await plant.tell('inventory', published(inventory.MaterialReceived, received), { id: 'H1', at: at('05:10') });
    await send(
      engineer,
      'inspection-plans',
      {
        plan: 'IP-HS',
        revision: 'A',
        stage: 'receipt',
        characteristics: [{ characteristic: 'bore', unit: 'MMT', lower: '9.9', upper: '10.1' }],
      },
      '05:00',
    );
    await send(engineer, 'inspection-plans/IP-HS/A/release', {}, '05:01');
    const bore = (value: string) => ({
      plan: 'IP-HS',
      subject: { kind: 'lot', id: 'H1' },
      quantity: { value: '10', unit: 'C62' },
      measurements: [{ characteristic: 'bore', value }],
    });
    await send(inspector, 'inspections', bore('10'), '11:00');
    await send(inspector, 'inspections', { ...bore('10.2'), rejected: '2' }, '11:01');
    expect(await read('lots/H1/judgement')).toMatchObject({
      lines: [
        {
          received: { value: '40' },
          accepted: { value: '18' },
          rejected: { value: '2' },
          pending: { value: '20' },
          inspections: 2,
        },
      ],
    });
    expect(
      await send(inspector, 'inspections', { ...bore('10'), quantity: { value: '21', unit: 'C62' } }, '11:02'),
    ).toMatchObject({ status: 409, body: { code: 'more-than-received' } });

    const said = plant.published('quality');
    const ofType = (type: string) => said.filter((one) => one.type === `millwright.quality.${type}.v1`);
    await eventually(() =>
      expect(ofType('lot-judged').at(-1)?.data).toMatchObject({
        accepted: { value: '18' },
        rejected: { value: '2' },
        pending: { value: '20' },
      }),
    );
    expect(ofType('inspection-failed')[0]).toMatchObject({
      streamId: 'I-2',
      data: {
        failed: ['noise'],
        measurements: [{}, { characteristic: 'noise', value: '64.1', unit: '2N', verdict: 'failed' }],
      },
    });
    expect(ofType('nonconformance-disposed')[0].data).toMatchObject({
      originOperation: '10',
      disposition: 'rework',
      reworkFrom: '10',
      order: 'PO-1001',
    });
    expect(ofType('hold-placed').some(({ streamId }) => streamId === 'R-1')).toBe(false);
    for (const [thing, id] of [
      ['inspection', 'inspections/X'],
      ['nonconformance', 'nonconformances/X'],
      ['hold', 'holds/X'],
      ['production-order', 'orders/X/passed'],
      ['inspection-plan', 'inspection-plans/X/A'],
    ]) {
      expect(await read(id)).toMatchObject({ status: 404, code: `unknown-${thing}` });
    }
  });
});
