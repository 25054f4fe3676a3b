import { Body, Get, Module, Param, Post, Query } from '@nestjs/common';
import {
  decider,
  happened,
  rejection,
  streamOf,
  type Event,
  type Projection,
  type Quantity,
} from '@millwright/event-sourcing';
import { startPlant, type TestPlant } from '../index.js';
import { Column, Entity, PrimaryColumn, type EntityManager, type MigrationInterface, type QueryRunner } from 'typeorm';
import {
  Answers,
  AsOfQuery,
  Command,
  Commands,
  History,
  IdField,
  MillwrightModule,
  PageQuery,
  QuantityField,
  ReadModels,
  Resource,
  Sender,
  Sent,
} from '@millwright/platform';

type BinEvent = Event<'BinOpened', { bin: string }> | Event<'PartsAdded', { quantity: Quantity }>;

const bin = streamOf<{ open: boolean; parts: number }, BinEvent>('bin', {
  initialState: { open: false, parts: 0 },
  evolve: (state, event) =>
    event.type === 'BinOpened'
      ? { ...state, open: true }
      : { ...state, parts: state.parts + Number(event.data.quantity.value) },
});

class OpenBin {
  @IdField('Number of the bin') bin: string;
}

class AddParts {
  @QuantityField('What goes in', { positive: true }) quantity: Quantity;
}

const openBin = decider<OpenBin>({
  name: 'open-bin',
  streams: (command) => [bin(command.bin)],
  decide: (command, look) =>
    look(bin(command.bin)).open
      ? rejection('bin-exists', `${command.bin} is open already.`)
      : {
          events: [happened(bin(command.bin), { type: 'BinOpened', data: { bin: command.bin } })],
          answer: { bin: command.bin },
        },
});

const addParts = decider<AddParts & { bin: string }>({
  name: 'add-parts',
  streams: (command) => [bin(command.bin)],
  decide: (command, look) =>
    look(bin(command.bin)).parts + Number(command.quantity.value) > 10
      ? rejection('bin-full', 'The bin holds ten.')
      : [happened(bin(command.bin), { type: 'PartsAdded', data: { quantity: command.quantity } })],
});

@Entity('bin')
class BinRow {
  @PrimaryColumn('text') bin: string;
  @Column('numeric') parts: string;
}

class Bins0000000000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('create table bin (bin text primary key, parts numeric not null)');
  }

  async down(): Promise<void> {}
}

const bins: Projection<BinEvent, EntityManager> = {
  name: 'bins',
  version: 1,
  tables: ['bin'],
  on: {
    BinOpened: ({ data }, db) => db.query('insert into bin values ($1, 0)', [data.bin]),
    PartsAdded: ({ id, data }, db) =>
      db.query('update bin set parts = parts + $2 where bin = $1', [id, data.quantity.value]),
  },
};

@Resource('store', 'bins')
class BinController {
  constructor(
    private readonly commands: Commands,
    private readonly read: ReadModels,
    private readonly history: History,
  ) {}

  @Post()
  @Command({ summary: 'Open a bin', creates: true })
  open(@Body() command: OpenBin, @Sent() sender: Sender) {
    return this.commands.execute(openBin, command, sender);
  }

  @Post(':bin/parts')
  @Command({ summary: 'Add parts' })
  add(@Param('bin') id: string, @Body() body: AddParts, @Sent() sender: Sender) {
    return this.commands.execute(addParts, { bin: id, ...body }, sender);
  }

  @Get()
  @Answers({ summary: 'All bins' })
  list(@Query() page: PageQuery) {
    return this.read.page(BinRow, 'bin', page);
  }

  @Get(':bin')
  @Answers({ summary: 'One bin' })
  one(@Param('bin') id: string) {
    return this.read.one(BinRow, { bin: id }, 'bin');
  }

  @Get(':bin/history')
  @Answers({ summary: 'The bin in the past' })
  past(@Param('bin') id: string, @Query() asOf: AsOfQuery) {
    return this.history.stateOf(bin(id), asOf);
  }
}

@Module({
  imports: [
    MillwrightModule.of({
      name: 'store',
      entities: [BinRow],
      migrations: [Bins0000000000001],
      projections: [bins],
      publishes: {},
      hears: [],
    }),
  ],
  controllers: [BinController],
})
class StoreModule {}

describe('a service on the platform', () => {
  let plant: TestPlant;
  beforeAll(async () => {
    plant = await startPlant([StoreModule]);
  });
  afterAll(() => plant.stop());
  const add = (value: string, headers: Record<string, string> = {}) =>
    plant.client().post('/api/store/v1/bins/A%201/parts', { quantity: { value, unit: 'C62' } }, headers);

  it('records a command durably and shows it at once', async () => {
    const made = await plant.client().post('/api/store/v1/bins', { bin: 'A 1' });
    expect(made).toMatchObject({ status: 201, body: { bin: 'A 1', version: 1 } });
    expect(made.headers.get('etag')).toBe('"1"');
    expect((await plant.client().get('/api/store/v1/bins/A%201')).body).toEqual({ bin: 'A 1', parts: '0' });
  });

  it('gives a repeated key the first answer, also in parallel, and records one event', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => add('2', { 'idempotency-key': 'same' })));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify({ status, body })))).toEqual(
      new Set(['{"status":200,"body":{"version":2}}']),
    );
    expect((await plant.client().get('/api/store/v1/bins/A%201')).body.parts).toBe('2');
    expect(await add('3', { 'idempotency-key': 'same' })).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
  });

  it('lets exactly as many through as there is room for, and refuses the others', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => add('1')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(8);
    expect(answers.filter(({ status, body }) => status === 409 && body.code === 'bin-full')).toHaveLength(12);
  });

  it.each([
    ['a negative quantity', { quantity: { value: '-1', unit: 'C62' } }],
    ['a number instead of a decimal string', { quantity: { value: 1, unit: 'C62' } }],
    ['zero where more is needed', { quantity: { value: '0.00', unit: 'C62' } }],
    ['an unknown property', { quantity: { value: '1', unit: 'C62' }, version: 7 }],
    ['null', { quantity: null }],
    ['nothing', {}],
  ])('refuses %s with the field named, and records nothing', async (_what, body) => {
    const answer = await plant.client().post('/api/store/v1/bins/A%201/parts', body);
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-request', errors: expect.any(Array) } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('says who is missing, what lies in the future and what is not there', async () => {
    expect(await add('1', { 'millwright-actor': 'joe' })).toMatchObject({ status: 422 });
    expect(await add('1', { 'millwright-occurred-at': '2999-01-01T00:00:00Z' })).toMatchObject({
      status: 422,
      body: { code: 'occurred-in-the-future' },
    });
    expect(await add('1', { 'if-match': '"1"' })).toMatchObject({ status: 412, body: { code: 'stale-version' } });
    expect(await plant.client().get('/api/store/v1/bins/B')).toMatchObject({
      status: 404,
      body: { code: 'unknown-bin' },
    });
    expect(await plant.client().get('/api/store/v1/bins?limit=0')).toMatchObject({ status: 422 });
    expect(await plant.client().get('/nowhere')).toMatchObject({ status: 404, body: { code: 'unknown-route' } });
  });

  it('answers what had occurred and what had been recorded', async () => {
    await plant.client().post('/api/store/v1/bins', { bin: 'B' }, { 'millwright-occurred-at': '2026-01-05T06:00:00Z' });
    await plant
      .client()
      .post(
        '/api/store/v1/bins/B/parts',
        { quantity: { value: '4', unit: 'C62' } },
        { 'millwright-occurred-at': '2026-01-05T08:00:00Z' },
      );
    expect((await plant.client().get('/api/store/v1/bins/B/history?asOf=2026-01-05T07:00:00Z')).body.state.parts).toBe(
      0,
    );
    expect((await plant.client().get('/api/store/v1/bins/B/history?asOf=2026-01-05T08:00:00Z')).body.state.parts).toBe(
      4,
    );
    expect((await plant.client().get('/api/store/v1/bins/B/history?knownAt=1')).body.state.open).toBe(false);
  });

  it('describes its routes', async () => {
    const { body } = await plant.client().get('/api/openapi.json');
    expect(Object.keys(body.paths)).toContain('/api/store/v1/bins/{bin}/parts');
    expect(body.openapi).toBe('3.1.0');
  });
});
