import { Get, Module } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Open, Resource } from '@millwright/platform';
import { startPlant, type TestPlant } from '../index.js';
import { StoreModule } from './store.module.js';

const bins = '/api/store/v1/bins';

describe('requests of one principal', () => {
  let plant: TestPlant;
  beforeAll(async () => {
    plant = await startPlant([StoreModule], { requestsPerSecond: 2 });
  });
  afterAll(() => plant.stop());

  it('are bounded, each principal for itself, with the time after which to come back', async () => {
    const [hasty, calm] = [plant.client('system:hasty'), plant.client('system:calm')];
    const answers = await Promise.all(Array.from({ length: 40 }, () => hasty.get(bins)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(10);
    expect(refused.length).toBeGreaterThan(0);
    for (const { body, headers } of refused) {
      expect(body).toMatchObject({ code: 'too-many-requests', type: '/api/problems/too-many-requests' });
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    }
    expect((await calm.get(bins)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1_000 * Number(refused[0].headers.get('retry-after'))));
    expect((await hasty.get(bins)).status).toBe(200);
  });

  it('are counted as commands too, and a refused one records nothing', async () => {
    const hasty = plant.client('system:hasty-writer');
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => hasty.post(bins, { bin: `H${n}` })));
    const made = answers.filter(({ status }) => status === 201).length;
    expect(answers.filter(({ status }) => status === 429).length).toBe(40 - made);
    expect(await plant.events('store', 'BinOpened')).toHaveLength(made);
  });
});

describe('a route that does not say what it needs', () => {
  @Resource('store', 'forgotten')
  class ForgottenController {
    @Get('open')
    @Open()
    open(): string {
      return 'said to be open';
    }

    @Get('secret')
    @ApiOperation({ summary: 'Nobody thought of it' })
    secret(): string {
      return 'everything';
    }
  }

  @Module({ controllers: [ForgottenController] })
  class ForgottenModule {}

  it('keeps the application from starting, and is named', async () => {
    await expect(startPlant([StoreModule, ForgottenModule])).rejects.toThrow(
      'These routes do not say which permission they need: ForgottenController.secret (secret).',
    );
  });
});
