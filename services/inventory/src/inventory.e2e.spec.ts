import {
  inventory,
  orders,
  published,
  publishedClasses,
  quality,
  tracking,
  type PublishedClass,
} from '@millwright/contracts';
import { eventually, startPlant, type TestClient, type TestPlant } from '@millwright/testing';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { InventoryModule } from './inventory.module.js';

const one = (value: string) => ({ value, unit: 'C62' });
const path = '/api/inventory/v1';
const units = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, n) => `GM-${String(from + n).padStart(4, '0')}`);

describe('the inventory of a plant', () => {
  let plant: TestPlant;
  let clerk: TestClient;

  beforeAll(async () => {
    plant = await startPlant([InventoryModule]);
    clerk = plant.client('person:00000000-0000-4000-8000-000000000001');
  });
  afterAll(() => plant.stop());

  const item = (id: string, mode: 'serial' | 'lot', conversions: { unit: string; factor: string }[] = []) =>
    plant.tell(
      'orders',
      published(orders.ItemReleased, {
        item: id,
        revision: 'A',
        description: id,
        unit: 'C62',
        tracking: mode,
        conversions,
      }),
      { id },
    );

  const receive = async (lot: string, itemId: string, quantity = '1', more: object = {}) => {
    const answer = await clerk.post(`${path}/receipts`, {
      lot,
      item: itemId,
      quantity: one(quantity),
      location: 'MAIN',
      ...more,
    });
    expect(answer).toMatchObject({ status: 201 });
  };

  const stock = async (itemId: string, location?: string) => {
    const { body } = await clerk.get(`${path}/stock?item=${itemId}${location ? `&location=${location}` : ''}`);
    return (body.items as { onHand: string }[]).reduce((total, { onHand }) => total + Number(onHand), 0);
  };

  const shortOf = async (order: string, itemId: string) => {
    const { body } = await clerk.get(`${path}/demands/${order}`);
    return (body.lines as { item: string; short: string }[] | undefined)?.find((line) => line.item === itemId)?.short;
  };

  const consume = (unit: string, itemId: string, lot: string, quantity = '1') =>
    plant.tell(
      'tracking',
      published(tracking.MaterialConsumed, {
        product: { kind: 'unit', id: unit, item: 'GM-40' },
        order: 'PO-1001',
        operation: '10',
        item: itemId,
        lot,
        quantity: one(quantity),
        backflushed: false,
      }),
      { id: unit },
    );

  it('knows items, locations and what was received', async () => {
    const early = await clerk.post(`${path}/receipts`, {
      lot: 'H1',
      item: 'HS-40',
      quantity: one('40'),
      location: 'MAIN',
    });
    expect(early).toMatchObject({ status: 404, body: { code: 'unknown-item', item: 'HS-40' } });
    for (const id of ['HS-40', 'GS-40', 'BX-40']) await item(id, 'lot');
    await item('SC-M4', 'lot', [{ unit: 'CT', factor: '500' }]);
    for (const id of ['GM-40', 'MT-40']) await item(id, 'serial');
    for (const [location, kind] of [
      ['MAIN', 'store'],
      ['LINE-1', 'line-side'],
      ['FINISHED', 'finished'],
      ['SHIPPED', 'shipped'],
      ['SCRAP', 'scrap'],
    ]) {
      expect(await clerk.post(`${path}/locations`, { location, description: location, kind })).toMatchObject({
        status: 201,
      });
    }
    await receive('H1', 'HS-40', '40');
    await receive('G1', 'GS-40', '12', { supplier: 'S-1', supplierLot: 'X-1' });
    await receive('G2', 'GS-40', '20', { supplier: 'S-1', supplierLot: 'X-2' });
    await receive('B1', 'BX-40', '50');
    await receive('S1', 'SC-M4', '2', { quantity: { value: '2', unit: 'CT' } });
    const motors = Array.from({ length: 18 }, (_, n) => ({
      lot: `M${String(n + 1).padStart(3, '0')}`,
      item: 'MT-40',
      quantity: one('1'),
      location: 'MAIN',
    }));
    expect(await clerk.post(`${path}/receipts/bulk`, { receipts: motors })).toMatchObject({ status: 201 });
    expect(await clerk.get(`${path}/stock?item=SC-M4`)).toMatchObject({
      body: { items: [{ location: 'MAIN', onHand: '1000', available: '1000' }] },
    });
    expect(await stock('MT-40')).toBe(18);
  });

  it('refuses what cannot be', async () => {
    const again = { lot: 'H1', item: 'HS-40', quantity: one('1'), location: 'MAIN' };
    expect(await clerk.post(`${path}/receipts`, again)).toMatchObject({ status: 409, body: { code: 'lot-exists' } });
    expect(await clerk.post(`${path}/receipts`, { ...again, lot: 'H2', location: 'NOWHERE' })).toMatchObject({
      status: 404,
      body: { code: 'unknown-location' },
    });
    expect(
      await clerk.post(`${path}/receipts`, { ...again, lot: 'H2', quantity: { value: '1', unit: 'KGM' } }),
    ).toMatchObject({ status: 422, body: { code: 'unit-mismatch', expected: 'C62' } });
    expect(await clerk.post(`${path}/receipts`, { ...again, lot: 'H2', quantity: one('-1') })).toMatchObject({
      status: 422,
      body: { code: 'invalid-request' },
    });
    expect(
      await clerk.post(`${path}/receipts`, { ...again, lot: 'M999', item: 'MT-40', quantity: one('2') }),
    ).toMatchObject({ status: 422, body: { code: 'serial-quantity' } });
    expect(await clerk.get(`${path}/lots/NONE`)).toMatchObject({ status: 404, body: { code: 'unknown-lot' } });
    expect(await clerk.get(`${path}/items/NONE/availability`)).toMatchObject({
      status: 404,
      body: { code: 'unknown-item' },
    });
  });

  it('reserves for a released order by itself, and again when what was missing arrives', async () => {
    const part = (operation: string, id: string, quantity = '1', mode: 'serial' | 'lot' = 'lot') => ({
      operation,
      item: id,
      tracking: mode,
      quantityPer: one(quantity),
      backflush: operation === '30',
    });
    const released = published(orders.ProductionOrderReleased, {
      order: 'PO-1001',
      item: 'GM-40',
      itemRevision: 'A',
      tracking: 'serial',
      quantity: one('20'),
      routingRevision: 'A',
      operations: [],
      components: [
        part('10', 'HS-40'),
        part('10', 'GS-40'),
        part('10', 'MT-40', '1', 'serial'),
        part('10', 'SC-M4', '6'),
        part('30', 'BX-40'),
      ],
    });
    await plant.tell('orders', released, { id: 'PO-1001' });
    await eventually(async () => expect(await shortOf('PO-1001', 'MT-40')).toBe('2'));
    await receive('M019', 'MT-40');
    await receive('M020', 'MT-40');
    await eventually(async () => expect(await shortOf('PO-1001', 'MT-40')).toBe('0'));
    expect(await clerk.get(`${path}/items/HS-40/availability`)).toMatchObject({
      body: { onHand: '40', reserved: '20', available: '20' },
    });
    const changes = plant.published('inventory').filter(({ type }) => type === inventory.MaterialDemandChanged.type);
    expect(changes.at(-1)?.data).toMatchObject({
      order: 'PO-1001',
      lines: expect.arrayContaining([
        { item: 'MT-40', unit: 'C62', required: '20', reserved: '20', issued: '0', short: '0' },
      ]),
    });
  });

  it('issues what is reserved', async () => {
    const issued = await clerk.post(`${path}/demands/PO-1001/issue`, { to: 'LINE-1' });
    expect(issued).toMatchObject({ status: 200, body: { order: 'PO-1001', to: 'LINE-1' } });
    expect(issued.body.issued).toHaveLength(25);
    expect(issued.body.issued).toEqual(
      expect.arrayContaining([
        { item: 'GS-40', lot: 'G1', quantity: one('12') },
        { item: 'GS-40', lot: 'G2', quantity: one('8') },
      ]),
    );
    expect(await clerk.get(`${path}/stock?item=HS-40`)).toMatchObject({
      body: {
        items: [
          { location: 'LINE-1', onHand: '20', issued: '20', available: '0' },
          { location: 'MAIN', onHand: '20', available: '20' },
        ],
      },
    });
    expect(await clerk.post(`${path}/demands/PO-1001/issue`, { to: 'LINE-1' })).toMatchObject({
      status: 409,
      body: { code: 'nothing-to-issue' },
    });
    expect(
      await clerk.post(`${path}/demands/PO-1001/return`, { item: 'HS-40', lot: 'H1', quantity: one('21'), to: 'MAIN' }),
    ).toMatchObject({ status: 409, body: { code: 'more-than-issued' } });
    expect(await clerk.post(`${path}/demands/PO-NONE/issue`, { to: 'LINE-1' })).toMatchObject({
      status: 404,
      body: { code: 'unknown-demand' },
    });
  });

  it('takes what tracking consumes from stock', async () => {
    for (const [index, unit] of units(1, 20).entries()) {
      await consume(unit, 'HS-40', 'H1');
      await consume(unit, 'GS-40', index < 12 ? 'G1' : 'G2');
      await consume(unit, 'MT-40', `M${String(index + 1).padStart(3, '0')}`);
      await consume(unit, 'SC-M4', 'S1', '6');
      if (unit !== 'GM-0012') await consume(unit, 'BX-40', 'B1');
    }
    await eventually(async () =>
      expect(await Promise.all(['HS-40', 'GS-40', 'MT-40', 'SC-M4', 'BX-40'].map((id) => stock(id)))).toEqual([
        20, 12, 0, 880, 31,
      ]),
    );
    expect(await clerk.get(`${path}/lots/G1`)).toMatchObject({ body: { status: 'used-up', balance: { onHand: '0' } } });
    expect(await clerk.get(`${path}/demands/PO-1001`)).toMatchObject({
      body: {
        lines: [
          { item: 'HS-40', required: '20', reserved: '0', issued: '20', consumed: '20', short: '0' },
          {},
          {},
          {},
          {},
        ],
      },
    });
  });

  it('receives only what tracking has let pass, once', async () => {
    const receipt = (numbers: string[]) =>
      clerk.post(`${path}/production-receipts`, { order: 'PO-1001', units: numbers, location: 'FINISHED' });
    await plant.tell(
      'quality',
      published(quality.HoldPlaced, { hold: 'HD-1', subjects: [{ kind: 'unit', id: 'GM-0007' }], reason: 'Noise' }),
      { id: 'HD-1' },
    );
    expect(await receipt(['GM-0001'])).toMatchObject({ status: 409, body: { code: 'unit-not-completed' } });
    for (const unit of units(1, 20)) {
      const event =
        unit === 'GM-0012'
          ? published(tracking.UnitScrapped, {
              unit,
              item: 'GM-40',
              order: 'PO-1001',
              operation: '20',
              reason: 'current',
            })
          : published(tracking.UnitCompleted, { unit, item: 'GM-40', itemRevision: 'A', order: 'PO-1001' });
      await plant.tell('tracking', event, { id: unit });
    }
    expect(await receipt(['GM-0012'])).toMatchObject({
      status: 409,
      body: { code: 'unit-not-completed', unitStatus: 'scrapped' },
    });
    expect(await receipt(units(1, 20).filter((unit) => unit !== 'GM-0012'))).toMatchObject({ status: 201 });
    expect(await receipt(['GM-0001'])).toMatchObject({ status: 409, body: { code: 'already-received' } });
    expect(await clerk.get(`${path}/stock?item=GM-40&location=FINISHED`)).toMatchObject({
      body: { items: [{ onHand: '19', available: '18' }] },
    });
    expect(await clerk.get(`${path}/lots/GM-0007`)).toMatchObject({
      body: { holds: ['HD-1'], balance: { onHand: '1', available: '0' } },
    });
    expect(await clerk.get(`${path}/production-receipts/PO-1001`)).toMatchObject({
      body: { item: 'GM-40', received: '19' },
    });
    expect(
      await clerk.post(`${path}/lots/GM-0007/move`, { from: 'FINISHED', to: 'MAIN', quantity: one('1') }),
    ).toMatchObject({ status: 409, body: { code: 'lot-on-hold', hold: 'HD-1' } });
    await plant.tell(
      'quality',
      published(quality.HoldReleased, {
        hold: 'HD-1',
        subjects: [{ kind: 'unit', id: 'GM-0007' }],
        reason: 'Second test passed',
      }),
      { id: 'HD-1' },
    );
    await eventually(async () =>
      expect(await clerk.get(`${path}/lots/GM-0007`)).toMatchObject({ body: { holds: [] } }),
    );
    const enforced = plant.published('inventory').filter(({ type }) => type === inventory.HoldEnforcedInInventory.type);
    expect(enforced.map(({ data }) => data)).toMatchObject([
      { hold: 'HD-1', lifted: false },
      { hold: 'HD-1', lifted: true },
    ]);
  });

  it('ships, and recalls all that was made of a lot', async () => {
    expect(
      await clerk.post(`${path}/shipments`, { shipment: 'SH-1', customer: 'C-77', lots: units(1, 10) }),
    ).toMatchObject({ status: 201 });
    expect(await clerk.post(`${path}/shipments/SH-1/ship`, { from: 'FINISHED' })).toMatchObject({ status: 200 });
    expect(await clerk.post(`${path}/shipments/SH-1/ship`, {})).toMatchObject({
      status: 409,
      body: { code: 'shipment-already-shipped' },
    });
    expect(await stock('GM-40', 'FINISHED')).toBe(9);
    expect(await clerk.get(`${path}/lots/GM-0001`)).toMatchObject({
      body: { status: 'shipped', locations: [{ location: 'SHIPPED' }], balance: { onHand: '0' } },
    });

    const key = { 'idempotency-key': 'recall-1' };
    const recall = await clerk.post(`${path}/recalls`, { recall: 'RC-1', lot: 'G1', reason: 'Cracked teeth' }, key);
    expect(recall).toMatchObject({ status: 201, body: { inProcess: [], customers: ['C-77'] } });
    expect(recall.body.inStock).toEqual([{ kind: 'unit', id: 'GM-0011', item: 'GM-40' }]);
    expect(recall.body.scrapped).toEqual([{ kind: 'unit', id: 'GM-0012', item: 'GM-40' }]);
    expect(recall.body.shipped).toEqual(units(1, 10).map((lot) => ({ lot, shipment: 'SH-1', customer: 'C-77' })));
    expect(
      await clerk.post(`${path}/recalls`, { recall: 'RC-1', lot: 'G1', reason: 'Cracked teeth' }, key),
    ).toMatchObject({ status: 201, body: { customers: ['C-77'] } });
    await clerk.post(`${path}/shipments`, { shipment: 'SH-2', customer: 'C-77', lots: ['GM-0011'] });
    expect(await clerk.post(`${path}/shipments/SH-2/ship`, { from: 'FINISHED' })).toMatchObject({
      status: 409,
      body: { code: 'lot-on-hold', hold: 'RC-1', lot: 'GM-0011' },
    });
    expect(await clerk.get(`${path}/recalls/RC-1`)).toMatchObject({ status: 200, body: { status: 'open', lot: 'G1' } });

    await consume('GM-0021', 'GS-40', 'G1');
    await eventually(async () =>
      expect(await clerk.get(`${path}/variances?order=PO-1001`)).toMatchObject({
        body: { items: [{ kind: 'consumed-more-than-there-was', lot: 'G1' }] },
      }),
    );
    await eventually(async () =>
      expect(await clerk.get(`${path}/recalls/RC-1`)).toMatchObject({ body: { inProcess: [{ id: 'GM-0021' }] } }),
    );
    const repeated = await clerk.post(`${path}/recalls`, { recall: 'RC-1', lot: 'G1', reason: 'Cracked teeth' }, key);
    expect(repeated).toMatchObject({ status: 201, body: { inProcess: [] } });
    expect(repeated.headers.get('idempotent-replayed')).toBe('true');
    await plant.tell(
      'tracking',
      published(tracking.UnitCompleted, { unit: 'GM-0021', item: 'GM-40', itemRevision: 'A', order: 'PO-1001' }),
      { id: 'GM-0021' },
    );
    await eventually(async () =>
      expect(
        await clerk.post(`${path}/production-receipts`, { order: 'PO-1001', units: ['GM-0021'], location: 'FINISHED' }),
      ).toMatchObject({ status: 201 }),
    );
    expect(await clerk.get(`${path}/lots/GM-0021`)).toMatchObject({
      body: { holds: ['RC-1'], balance: { available: '0' } },
    });
  });

  it('has published only what the contracts say', () => {
    for (const { type, data, category } of plant.published('inventory')) {
      const of = publishedClasses.get(type) as PublishedClass;
      expect(category).toBe(of.stream);
      expect(validateSync(plainToInstance(of, data), { whitelist: true, forbidNonWhitelisted: true })).toEqual([]);
    }
  });
});
