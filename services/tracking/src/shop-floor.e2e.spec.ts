import { inventory, orders, published, quality } from '@millwright/contracts';
import { eventually, startPlant, type TestClient, type TestPlant } from '@millwright/testing';
import { TrackingModule } from './tracking.module.js';

export const api = '/api/tracking/v1';
export const shift = (minutes: number): string => new Date(Date.UTC(2026, 0, 5, 6, minutes)).toISOString();
export const one = { value: '1', unit: 'C62' };

export const released = (order: string, change: Partial<orders.ProductionOrderReleased> = {}) =>
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

interface Floor {
  plant: TestPlant;
  anna: TestClient;
  bert: TestClient;
  annaId: string;
}

/** Tracking alone on a database of its own, and what the specs beside it do with it. Not an order is released yet. */
export function shopFloor() {
  const floor = {} as Floor;
  const system = (): TestClient => floor.plant.client();
  const at = (minutes: number) => ({ 'millwright-occurred-at': shift(minutes), 'millwright-station': 'ASSY-1' });
  const unit = async (id: string) => (await system().get(`${api}/units/${id}`)).body;
  const job = async (operation: string, order = 'PO-1') =>
    (await system().get(`${api}/jobs/${order}/${operation}`)).body;
  const issue = (item: string, lot: string, value: string, order = 'PO-1') =>
    floor.plant.tell(
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
    return floor.plant.tell(
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
    floor.plant.tell(
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
    expect(await floor.anna.post(`${api}/units/${id}/move-in`, { operation: '10' }, at(minutes))).toMatchObject({
      status: 200,
    });
    expect(
      await floor.anna.post(`${api}/units/${id}/consume`, { operation: '10', item: 'HS-40', lot: 'H1' }, at(minutes)),
    ).toMatchObject({ status: 200 });
    expect(
      await floor.anna.post(
        `${api}/units/${id}/consume`,
        { operation: '10', item: 'MT-40', lot: motor, position: 'rear' },
        at(minutes),
      ),
    ).toMatchObject({ status: 200 });
    expect(await floor.anna.post(`${api}/units/${id}/finish`, { operation: '10' }, at(minutes + 14))).toMatchObject({
      status: 200,
      body: { next: ['20'] },
    });
  };
  const hire = async (badge: string, name: string): Promise<string> =>
    (await system().post(`${api}/people`, { badge, name })).body.person;
  /** Order PO-1 with its material, and three units that have passed operation 10. */
  const assembleOrder = async () => {
    floor.annaId = await hire('1001', 'Anna Assembly');
    floor.anna = floor.plant.client(floor.annaId);
    await floor.plant.tell('orders', released('PO-1'), { id: 'PO-1', at: shift(-30) });
    await issueMaterial();
    await system().post(`${api}/number-series`, { series: 'gear-motors', pattern: 'GM-{0000}', item: 'GM-40' });
    await eventually(async () => expect((await system().get(`${api}/jobs?order=PO-1`)).body.items).toHaveLength(3));
    expect(await system().post(`${api}/units`, { order: 'PO-1', count: 3 }, at(10))).toMatchObject({ status: 201 });
    await assemble('GM-0001', 'M001', 15);
    await assemble('GM-0002', 'M002', 29);
    await assemble('GM-0003', 'M003', 43);
  };
  const issueMaterial = async () => {
    await Promise.all([issue('HS-40', 'H1', '3'), issue('MT-40', 'M001', '1')]);
    await Promise.all([
      issue('MT-40', 'M002', '1'),
      issue('MT-40', 'M003', '1'),
      issue('SC-M4', 'S1', '10'),
      issue('SC-M4', 'S2', '6'),
      issue('BX-40', 'B1', '5'),
    ]);
    await floor.plant.tell(
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
  };
  beforeAll(async () => {
    floor.plant = await startPlant([TrackingModule]);
  });
  afterAll(() => floor.plant?.stop());
  return Object.assign(floor, {
    hire,
    system,
    at,
    unit,
    job,
    issue,
    inspect,
    dispose,
    assemble,
    issueMaterial,
    assembleOrder,
  });
}

describe('the order of the specs', () => {
  it('has components only at operations that it has', () => {
    const { operations, components } = released('PO-1').data;
    const names = operations.map(({ operation }) => operation);
    expect(components.every(({ operation }) => names.includes(operation))).toBe(true);
  });
});
