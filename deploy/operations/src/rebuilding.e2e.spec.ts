import { PassThrough } from 'node:stream';
import { OrdersModule } from '@millwright/orders';
import { startPlant, testBearer, type TestPlant } from '@millwright/testing';
import { Progress } from './progress.js';
import { readArguments } from './rebuild-arguments.js';
import { rebuild } from './rebuilding.js';

let plant: TestPlant;
const session = { headers: async () => testBearer('system:operator', { roles: ['administrator'] }) };
const lines: string[] = [];
const progress = new Progress(
  Object.assign(
    new PassThrough().on('data', (chunk: Buffer) => lines.push(...chunk.toString().trimEnd().split('\n'))),
    { isTTY: false },
  ) as unknown as NodeJS.WriteStream,
);

beforeAll(async () => {
  plant = await startPlant([OrdersModule]);
  for (const item of ['A', 'B', 'C'])
    await plant
      .client()
      .post('/api/orders/v1/items', { item, revision: 'A', description: item, unit: 'C62', tracking: 'lot' });
});
afterAll(() => plant?.stop());
beforeEach(() => void lines.splice(0));

describe('npm run rebuild', () => {
  it('has one read model computed anew and says what it came to', async () => {
    const { service, readModel, verify } = readArguments(['orders', 'items', '--verify']);
    expect(await rebuild({ service, readModel, verify, url: plant.url }, session, progress)).toBe(0);
    expect(lines.at(-1)).toMatch(/^items: 3 rows from 3 events in \d+\.\d s, 0 different$/);
  });

  it('takes all of a service without a name, and does not compare unless asked to', async () => {
    expect(await rebuild({ service: 'orders', verify: false, url: plant.url }, session, progress)).toBe(0);
    const results = lines.filter((line) => / rows from /.test(line));
    expect(results.length).toBeGreaterThan(8);
    expect(results.join()).not.toContain('different');
  });

  it('looks on where one is being computed already', async () => {
    const both = [0, 1].map(() =>
      rebuild({ service: 'orders', readModel: 'items', verify: true, url: plant.url }, session, progress),
    );
    expect(await Promise.all(both)).toEqual([0, 0]);
    expect(lines.filter((line) => /^items: 3 rows/.test(line))).toHaveLength(2);
  });

  it.each([
    [{ service: 'orders', readModel: 'nothing' }, /has no read model nothing; it has items, /],
    [{ service: 'nowhere' }, /There is no service nowhere/],
  ])('says what is wrong with %p', async (wanted, sentence) => {
    await expect(rebuild({ ...wanted, verify: false, url: plant.url }, session, progress)).rejects.toThrow(sentence);
  });

  it('says that nobody answers', async () => {
    await expect(
      rebuild({ service: 'orders', verify: false, url: 'http://127.0.0.1:1' }, session, progress),
    ).rejects.toThrow('does not answer');
    expect(() => readArguments([])).toThrow('Name a service');
    expect(() => readArguments(['orders', '--url', 'localhost'])).toThrow('should begin with http');
  });
});
