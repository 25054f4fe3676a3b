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
  type Publishes,
  type ServiceDefinition,
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
  @Command({ needs: 'inventory.receive', summary: 'Open a bin', creates: true })
  open(@Body() command: OpenBin, @Sent() sender: Sender) {
    return this.commands.execute(openBin, command, sender);
  }

  @Post(':bin/parts')
  @Command({ needs: 'inventory.receive', summary: 'Add parts' })
  add(@Param('bin') id: string, @Body() body: AddParts, @Sent() sender: Sender) {
    return this.commands.execute(addParts, { bin: id, ...body }, sender);
  }

  @Get()
  @Answers({ needs: 'inventory.read', summary: 'All bins' })
  list(@Query() page: PageQuery) {
    return this.read.page(BinRow, page, { key: 'bin' });
  }

  @Get(':bin')
  @Answers({ needs: 'inventory.read', summary: 'One bin' })
  one(@Param('bin') id: string) {
    return this.read.one(BinRow, { bin: id }, 'bin');
  }

  @Get(':bin/history')
  @Answers({ needs: 'inventory.read', summary: 'The bin in the past' })
  past(@Param('bin') id: string, @Query() asOf: AsOfQuery) {
    return this.history.stateOf(bin(id), asOf);
  }
}

const definition: ServiceDefinition = {
  name: 'store',
  entities: [BinRow],
  migrations: [Bins0000000000001],
  projections: [bins],
  publishes: {},
  hears: [],
};

/** A service with nothing but bins in it, to try the platform with. */
@Module({ imports: [MillwrightModule.of(definition)], controllers: [BinController] })
export class StoreModule {}

const publishes: Publishes<BinEvent> = {
  BinOpened: ({ data }) => ({ type: 'millwright.store.bin-opened.v1', data }),
  PartsAdded: ({ id, data }) =>
    data.quantity.unit === 'C62' ? { type: 'millwright.store.parts-added.v1', data: { bin: id, ...data } } : undefined,
};

/** The same, and others may know of it; what is not counted in pieces stays private. */
@Module({ imports: [MillwrightModule.of({ ...definition, publishes })], controllers: [BinController] })
export class TellingStoreModule {}
