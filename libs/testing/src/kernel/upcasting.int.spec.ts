import { randomUUID } from 'node:crypto';
import {
  CommandExecutor,
  EventLog,
  migrateEventLog,
  parkedEvents,
  Projector,
  type ReadModel,
} from '@millwright/event-log';
import { decider, happened, streamOf, type Event, type Quantity, type Upcasts } from '@millwright/event-sourcing';
import { DataSource } from 'typeorm';
import { eventually, useTestDatabase } from '../index.js';

const database = useTestDatabase();
const role = { name: `up_${randomUUID().slice(0, 8)}`, password: 'only-for-tests' };
const url = (): string => Object.assign(new URL(database.url), { username: role.name, password: role.password }).href;

/** What was released first: a number. Today it is a quantity. */
type OldEvent = Event<'PartsAdded', { n: number }>;
type BinEvent = Event<'PartsAdded', { quantity: Quantity }>;
const upcasts: Upcasts = {
  PartsAdded: [({ n }: { n: number }) => ({ quantity: { value: String(n), unit: 'C62' } })],
};

const oldBin = streamOf<number, OldEvent>('bin', { initialState: 0, evolve: (n, { data }) => n + data.n });
const bin = streamOf<number, BinEvent>('bin', {
  initialState: 0,
  evolve: (n, { data }) => n + Number(data.quantity.value),
});
const addAsBefore = decider<{ bin: string; n: number }>({
  name: 'add-parts',
  streams: (command) => [oldBin(command.bin)],
  decide: ({ bin: id, n }, look) => {
    look(oldBin(id));
    return [happened(oldBin(id), { type: 'PartsAdded', data: { n } })];
  },
});
const add = decider<{ bin: string; n: number }>({
  name: 'add-parts',
  streams: (command) => [bin(command.bin)],
  decide: ({ bin: id, n }, look) => ({
    events: [happened(bin(id), { type: 'PartsAdded', data: { quantity: { value: String(n), unit: 'C62' } } })],
    answer: { before: look(bin(id)) },
  }),
});

const logs: EventLog[] = [];
const open = (known: Upcasts): EventLog => {
  const log = new EventLog({ url: url(), service: 'store', site: 'TEST' }, known);
  logs.push(log);
  return log;
};
const context = () => ({
  occasion: { id: randomUUID(), actor: 'system:test', at: '2026-01-05T08:00:00.000Z' },
  principal: 'system:test',
  key: randomUUID(),
  meta: { commandId: randomUUID(), correlation: 'c' },
});
let source: DataSource;

beforeAll(async () => {
  await migrateEventLog({ ownerUrl: database.url, service: 'store', role });
  source = await new DataSource({
    type: 'postgres',
    url: url(),
    installExtensions: false,
    extra: { options: '-c search_path=store,store_log' },
  }).initialize();
  await source.query('create table parts (bin text primary key, value numeric not null)');
});
afterAll(async () => {
  await source.destroy();
  for (const log of logs) await log.close();
});

const parts: ReadModel = {
  name: 'parts',
  version: 1,
  tables: ['parts'],
  on: {
    PartsAdded: ({ id, data }, db) =>
      db.query(
        'insert into parts values ($1, $2) on conflict (bin) do update set value = parts.value + excluded.value',
        [id, (data as { quantity: Quantity }).quantity.value],
      ),
  },
};

describe('an event that changed its shape', () => {
  it('is decided upon and projected in the shape of today, whichever it was stored in', async () => {
    await new CommandExecutor(open({})).execute(addAsBefore, { bin: 'B', n: 5 }, context());
    const log = open(upcasts);
    expect(await new CommandExecutor(log).execute(add, { bin: 'B', n: 2 }, context())).toMatchObject({
      answer: { before: 5 },
    });
    expect(await source.query('select schema_version, data from events order by position')).toEqual([
      { schema_version: 1, data: { n: 5 } },
      { schema_version: 2, data: { quantity: { value: '2', unit: 'C62' } } },
    ]);
    const projector = new Projector(log, source, [parts]);
    await projector.prepare();
    projector.loop.start();
    await eventually(() => source.query('select value from parts'), { until: ([row]) => row?.value === '7' });
    await projector.loop.stop();
  });

  it('is parked, and not misread, by the program before it', async () => {
    const before: ReadModel = { ...parts, name: 'parts-before', tables: [] };
    const projector = new Projector(open({}), source, [
      { ...before, on: { PartsAdded: async ({ data }) => JSON.stringify(data) } },
    ]);
    await projector.prepare();
    projector.loop.start();
    await eventually(async () => (await projector.status())[0].behind, { until: (behind) => behind === 0 });
    await projector.loop.stop();
    expect(await parkedEvents(logs[0].pool, { consumer: 'read-model:parts-before' })).toMatchObject([
      { position: 2, reason: 'PartsAdded was stored in version 2; this Millwright reads up to 1' },
    ]);
    await expect(new CommandExecutor(open({})).execute(addAsBefore, { bin: 'B', n: 1 }, context())).rejects.toThrow(
      'stored in version 2',
    );
  });
});
