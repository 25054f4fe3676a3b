import { dataschemaOf, publishedClasses } from '@millwright/contracts';
import { startPlant, type TestPlant } from '../index.js';
import { StoreModule } from './store.module.js';

describe('what a running service tells of the published events', () => {
  let plant: TestPlant;
  beforeAll(async () => void (plant = await startPlant([StoreModule])));
  afterAll(() => plant.stop());
  const get = (path: string): Promise<Response> => fetch(`${plant.url}${path}`);

  it('is a page that needs no script', async () => {
    const answer = await get('/api/events');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const page = await answer.text();
    for (const type of publishedClasses.keys()) expect(page).toContain(`id="${type}"`);
  });

  it('is an AsyncAPI document', async () => {
    const answer = await get('/api/asyncapi.json');
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.json()).toMatchObject({ asyncapi: '3.0.0', channels: { orders: {} } });
  });

  it('is the schema of each', async () => {
    for (const type of publishedClasses.keys()) {
      const answer = await get(`/api/schemas/${type}.json`);
      expect(await answer.json()).toMatchObject({ $id: dataschemaOf(type) });
    }
  });

  it.each(['millwright.orders.item-eaten.v1.json', '__proto__', '..%2f..%2fpackage.json'])(
    'is a problem where there is no such event: %s',
    async (file) => {
      const answer = await get(`/api/schemas/${file}`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        404,
        expect.stringContaining('application/problem+json'),
      ]);
    },
  );
});
