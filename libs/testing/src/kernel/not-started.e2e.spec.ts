import { Controller, Get, Module, Post } from '@nestjs/common';
import { LocalTransport } from '@millwright/messaging';
import { createApplication, MillwrightModule, Open, Plant, PlantSettings, ReadModels } from '@millwright/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { freePort } from '../index.js';

@Controller('api/shelves/v1/shelves')
class ShelfController {
  constructor(private readonly read: ReadModels) {}

  @Get()
  @Open()
  list() {
    return this.read.query('select 1 as one');
  }

  /** As commands do that look for candidates before they are decided. */
  @Post()
  @Open()
  async fill() {
    return this.read.manager.query('select 1 as one');
  }
}

const service = { name: 'shelves', entities: [], migrations: [], projections: [], publishes: {}, hears: [] };

@Module({ imports: [MillwrightModule.of(service)], controllers: [ShelfController] })
class ShelvesModule {}

describe('a service that was started before its database', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const url = `postgres://nobody:nothing@127.0.0.1:${await freePort()}/nowhere`;
    const plant = new Plant({
      settings: new PlantSettings('TEST', 'UTC'),
      transport: new LocalTransport(),
      databaseOf: () => ({ url }),
      logger: pino({ level: 'silent' }),
    });
    app = await createApplication([ShelvesModule], plant);
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());

  it.each(['GET', 'POST'])('answers %s with 503 and Retry-After, not with an internal error', async (method) => {
    const response = await fetch(`${await app.getUrl()}/api/shelves/v1/shelves`, { method });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toMatchObject({ code: 'unavailable', detail: expect.stringContaining('waits for') });
  });
});
