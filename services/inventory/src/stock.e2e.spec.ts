import { orders, published, quality } from '@millwright/contracts';
import { eventually, startPlant, type TestClient, type TestPlant } from '@millwright/testing';
import { InventoryModule } from './inventory.module.js';

const one = (value: string) => ({ value, unit: 'C62' });
const path = '/api/inventory/v1';

describe('stock that is wanted, held, moved and corrected', () => {
  let plant: TestPlant;
  let clerk: TestClient;

  beforeAll(async () => {
    plant = await startPlant([InventoryModule]);
    clerk = plant.client('person:00000000-0000-4000-8000-000000000001');
    for (const location of ['MAIN', 'FINISHED'])
      await clerk.post(`${path}/locations`, { location, description: location, kind: 'store' });
  });
  afterAll(() => plant.stop());

  const item = (id: string) =>
    plant.tell(
      'orders',
      published(orders.ItemReleased, {
        item: id,
        revision: 'A',
        description: id,
        unit: 'C62',
        tracking: 'lot',
        conversions: [],
      }),
      { id },
    );

  const receive = async (lot: string, itemId: string, quantity: string) =>
    expect(
      await clerk.post(`${path}/receipts`, { lot, item: itemId, quantity: one(quantity), location: 'MAIN' }),
    ).toMatchObject({ status: 201 });

  const shortOf = async (order: string, itemId: string) => {
    const { body } = await clerk.get(`${path}/demands/${order}`);
    return (body.lines as { item: string; short: string }[] | undefined)?.find((line) => line.item === itemId)?.short;
  };

  it('gives exactly ten of twenty parallel requests on ten pieces', async () => {
    await item('PARALLEL');
    await receive('P1', 'PARALLEL', '10');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        clerk.post(`${path}/reservations`, { purpose: 'Trial', item: 'PARALLEL', quantity: one('1') }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array<number>(10).fill(201),
      ...Array<number>(10).fill(409),
    ]);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual(
      Array(10).fill('not-enough-available'),
    );
    expect(await clerk.get(`${path}/items/PARALLEL/availability`)).toMatchObject({
      body: { onHand: '10', reserved: '10', available: '0' },
    });
    const reservation = answers.find(({ status }) => status === 201)?.body.reservation as string;
    expect(await clerk.post(`${path}/reservations/${reservation}/end`)).toMatchObject({ status: 200 });
    expect(await clerk.get(`${path}/lots/P1`)).toMatchObject({ body: { balance: { reserved: '9', available: '1' } } });
  });

  it('finds other lots when one is held, and takes reservations back', async () => {
    await item('FILTER');
    await receive('F1', 'FILTER', '5');
    const released = published(orders.ProductionOrderReleased, {
      order: 'PO-2',
      item: 'GM-40',
      itemRevision: 'A',
      tracking: 'serial',
      quantity: one('5'),
      routingRevision: 'A',
      operations: [],
      components: [{ operation: '10', item: 'FILTER', tracking: 'lot', quantityPer: one('1'), backflush: false }],
    });
    await plant.tell('orders', released, { id: 'PO-2' });
    await eventually(async () => expect(await shortOf('PO-2', 'FILTER')).toBe('0'));
    await plant.tell(
      'quality',
      published(quality.HoldPlaced, { hold: 'HD-2', subjects: [{ kind: 'lot', id: 'F1' }], reason: 'Wrong label' }),
      { id: 'HD-2' },
    );
    await eventually(async () => expect(await shortOf('PO-2', 'FILTER')).toBe('5'));
    await receive('F2', 'FILTER', '3');
    await eventually(async () => expect(await shortOf('PO-2', 'FILTER')).toBe('2'));
    await plant.tell(
      'quality',
      published(quality.HoldReleased, { hold: 'HD-2', subjects: [{ kind: 'lot', id: 'F1' }], reason: 'Relabelled' }),
      { id: 'HD-2' },
    );
    await eventually(async () => expect(await shortOf('PO-2', 'FILTER')).toBe('0'));
    expect(await clerk.post(`${path}/demands/PO-2/reserve`, {})).toMatchObject({ status: 200, body: { reserved: [] } });
    await plant.tell('orders', published(orders.ProductionOrderCancelled, { order: 'PO-2', reason: 'Not needed' }), {
      id: 'PO-2',
    });
    await eventually(async () =>
      expect(await clerk.get(`${path}/items/FILTER/availability`)).toMatchObject({
        body: { reserved: '0', available: '8' },
      }),
    );
  });

  it('moves containers with all inside, corrects by linked movements and shows the past', async () => {
    await item('REEL');
    await receive('R1', 'REEL', '100');
    await clerk.post(`${path}/containers`, { container: 'PAL-1', location: 'MAIN' });
    await clerk.post(`${path}/containers`, { container: 'BOX-1', location: 'MAIN' });
    expect(await clerk.post(`${path}/containers/BOX-1/put`, { lot: 'R1' })).toMatchObject({ status: 200 });
    expect(await clerk.post(`${path}/containers/PAL-1/put`, { inner: 'BOX-1' })).toMatchObject({ status: 200 });
    expect(await clerk.post(`${path}/containers/PAL-1/move`, { to: 'FINISHED' })).toMatchObject({
      status: 200,
      body: { lots: ['R1'] },
    });
    expect(await clerk.get(`${path}/containers/PAL-1`)).toMatchObject({
      body: { location: 'FINISHED', containers: [{ container: 'BOX-1', lots: ['R1'] }] },
    });
    expect(await clerk.get(`${path}/lots/R1`)).toMatchObject({
      body: { container: 'BOX-1', locations: [{ location: 'FINISHED' }] },
    });

    const counted = await clerk.post(`${path}/lots/R1/adjust`, {
      location: 'FINISHED',
      counted: one('97.5'),
      reason: 'Counted',
    });
    expect(counted).toMatchObject({ status: 200, body: { difference: one('-2.5') } });
    expect(
      await clerk.post(`${path}/lots/R1/reverse`, {
        movement: counted.body.movement,
        reason: 'Counted the wrong reel',
      }),
    ).toMatchObject({ status: 200 });
    expect(
      await clerk.post(`${path}/lots/R1/reverse`, { movement: counted.body.movement, reason: 'Again' }),
    ).toMatchObject({ status: 409, body: { code: 'already-reversed' } });
    expect(await clerk.get(`${path}/lots/R1`)).toMatchObject({ body: { balance: { onHand: '100' } } });
    const { items } = (await clerk.get(`${path}/lots/R1/movements`)).body;
    expect(items.map(({ what }: { what: string }) => what)).toEqual([
      'MaterialReceived',
      'LotPutIntoContainer',
      'LotMoved',
      'LotAdjusted',
      'LotAdjusted',
    ]);
    expect(await clerk.get(`${path}/lots/R1?knownAt=0`)).toMatchObject({ status: 404 });

    expect(await clerk.post(`${path}/lots/R1/unblock`, { reason: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'illegal-transition', legal: ['block', 'quarantine', 'scrap'] },
    });
    expect(await clerk.post(`${path}/lots/R1/scrap`, { reason: 'Wet' })).toMatchObject({
      status: 200,
      body: { status: 'scrapped' },
    });
    expect(await clerk.get(`${path}/stock?item=REEL`)).toMatchObject({ body: { items: [] } });
    expect(await clerk.get(`${path}/containers/BOX-1`)).toMatchObject({ body: { lots: [] } });
  });
});
