import { InventoryModule } from '@millwright/inventory';
import { OrdersModule } from '@millwright/orders';
import { startPlant, type TestPlant } from '@millwright/testing';

describe('what was written in one service and is read in another', () => {
  let plant: TestPlant;
  beforeAll(async () => {
    plant = await startPlant([OrdersModule, InventoryModule]);
  });
  afterAll(() => plant.stop());

  const defined = async (item: string) => {
    const body = { item, revision: 'A', description: item, unit: 'C62', tracking: 'lot' };
    const { status, headers } = await plant.client().post('/api/orders/v1/items', body);
    expect(status).toBe(201);
    return headers.get('millwright-seen') ?? '';
  };

  it('is there at once for who sends along what the writer has seen', async () => {
    await plant
      .client()
      .post('/api/inventory/v1/locations', { location: 'MAIN', description: 'Main store', kind: 'store' });
    for (const n of Array.from({ length: 20 }, (_, index) => index)) {
      const seen = await defined(`CASTING-${n}`);
      expect(seen).toMatch(/^orders:\d+;0=1\.\d+$/);
      const receipt = { lot: `L-${n}`, item: `CASTING-${n}`, quantity: { value: '1', unit: 'C62' }, location: 'MAIN' };
      const received = await plant
        .client()
        .post('/api/inventory/v1/receipts', receipt, { 'millwright-wait-for': seen });
      expect([received.status, received.body.code]).toEqual([201, undefined]);
    }
  });

  it('is not waited for where nothing of it is published', async () => {
    const policy = await plant
      .client()
      .put('/api/orders/v1/release-policy', { missingMaterial: 'warn' }, { 'if-match': '"0"' });
    const seen = policy.headers.get('millwright-seen') ?? '';
    expect(seen).toMatch(/^orders:\d+$/);
    const begun = Date.now();
    expect(await plant.client().get('/api/inventory/v1/stock', { 'millwright-wait-for': seen })).toMatchObject({
      status: 200,
    });
    expect(Date.now() - begun).toBeLessThan(2_000);
  });

  it('is refused with 503 where it is not heard in time', async () => {
    const answer = await plant
      .client()
      .get('/api/inventory/v1/stock', { 'millwright-wait-for': 'orders:99999;0=1.99999' });
    expect(answer).toMatchObject({ status: 503, body: { code: 'not-heard-yet' } });
    expect(answer.headers.get('retry-after')).toBe('1');
  });
});
