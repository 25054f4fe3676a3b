import { randomUUID } from 'node:crypto';
import {
  CommandExecutor,
  EventLog,
  migrateEventLog,
  readModelDatabase,
  type CommandContext,
} from '@millwright/event-log';
import { decider, happened, rejection, streamOf, type Event } from '@millwright/event-sourcing';
import type { DataSource } from 'typeorm';
import { useTestDatabase } from '../index.js';

type BinEvent = Event<'PartsAdded', { n: number }> | Event<'BinCounted', { of: string }>;
const bin = streamOf<number, BinEvent>('bin', {
  initialState: 0,
  evolve: (n, event) => (event.type === 'PartsAdded' ? n + event.data.n : n),
});
const tally = streamOf<number, BinEvent>('tally', { initialState: 0, evolve: (n) => n + 1 });
export const add = decider<{ bin: string }>({
  name: 'add-part',
  streams: (command) => [bin(command.bin)],
  decide: (command, look) => {
    look(bin(command.bin));
    return [happened(bin(command.bin), { type: 'PartsAdded', data: { n: 1 } })];
  },
});
export const count = decider<{ of: string }>({
  name: 'count-bin',
  streams: ({ of }) => [tally(of)],
  decide: ({ of }, look) => {
    if (of === 'closed') return rejection('bin-closed', 'It is closed.');
    look(tally(of));
    return [happened(tally(of), { type: 'BinCounted', data: { of } })];
  },
});

/** One process at the log of the bins. */
export interface Opened {
  readonly log: EventLog;
  readonly source: DataSource;
  readonly executor: CommandExecutor;
}

export interface Bins {
  /** The process that is there from the beginning. */
  readonly first: Opened;
  /** A further process; it ends with the specs of the file. */
  open(): Promise<Opened>;
  add(bin: string): Promise<unknown>;
  /** So many parts in each of the bins B0, B1 and so on, all at once. */
  fill(bins: number, each: number): Promise<unknown>;
}

export const context = (): CommandContext => ({
  occasion: { id: randomUUID(), actor: 'system:test', at: '2026-01-05T08:00:00.000Z' },
  principal: 'system:test',
  key: randomUUID(),
  meta: { commandId: randomUUID(), correlation: 'c' },
});

/** A log of its own for the specs of a file, with bins that parts are added to. */
export function useBins(): Bins {
  const database = useTestDatabase();
  const role = { name: `bg_${randomUUID().slice(0, 8)}`, password: 'only-for-tests' };
  const closing: (() => Promise<unknown>)[] = [];
  let first: Opened;
  const open = async (): Promise<Opened> => {
    const url = Object.assign(new URL(database.url), { username: role.name, password: role.password }).href;
    const log = new EventLog({ url, service: 'store', site: 'TEST' });
    const source = readModelDatabase({ url, service: 'store' });
    await source.initialize();
    closing.push(
      () => log.close(),
      () => source.destroy(),
    );
    return { log, source, executor: new CommandExecutor(log) };
  };
  beforeAll(async () => {
    await migrateEventLog({ ownerUrl: database.url, service: 'store', role });
    first = await open();
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });
  const addTo = (bin: string): Promise<unknown> => first.executor.execute(add, { bin }, context());
  return {
    get first() {
      return first;
    },
    open,
    add: addTo,
    fill: (bins, each) => Promise.all(Array.from({ length: bins * each }, (_, n) => addTo(`B${n % bins}`))),
  };
}
