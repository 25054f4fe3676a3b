import { Projector, readModelDatabase, EventLog, type ReadModel } from '@millwright/event-log';
import { Client } from 'pg';
import type { BenchDatabase, Benchmark, Surroundings } from './benchmark.js';
import { mustCount } from './counted.js';
import { openEmmettProjection } from './emmett-projection.js';
import { fillLog } from './fill-log.js';
import { migrateLog, service, site } from './our-log.js';
import { atLeast, type Result } from './result.js';
import { alternate, type Run } from './rounds.js';
import { median } from './statistics.js';

const events = 1_000_000;
const streams = events / 10;
const patience = 600_000;

/** One upsert for every event, as most read models of the services are. */
const parts: ReadModel = {
  name: 'parts',
  version: 1,
  tables: ['parts'],
  on: {
    PartMeasured: ({ id, data, by, position }, db) =>
      db.query(
        `insert into parts (part, measured, verdict, position, measured_at) values ($1, 1, $2, $3, $4)
         on conflict (part) do update set measured = parts.measured + 1, verdict = excluded.verdict, position = excluded.position, measured_at = excluded.measured_at`,
        [id, (data as { verdict: string }).verdict, position, by.at],
      ),
  },
};
const table = `create table parts (part text primary key, measured int not null, verdict text not null, position bigint not null, measured_at timestamptz not null) with (fillfactor = 70)`;

/** Events a second, from the first to the last, and every row as it has to be. */
const project =
  (owner: BenchDatabase, url: string): Run<number> =>
  async () => {
    const log = new EventLog({ url, service, site });
    const database = await readModelDatabase({ url, service }).initialize();
    try {
      await database.query(`drop table if exists parts`);
      await database.query(table);
      await database.query(`delete from checkpoints where name = 'parts'`);
      const projector = new Projector(log, database, [parts]);
      await projector.prepare();
      const started = performance.now();
      projector.loop.start();
      if (!(await projector.progress.passed(events, patience)))
        throw new Error(`Not caught up after ${patience / 1_000} s: ${projector.loop.lastError}`);
      const rate = (events * 1_000) / (performance.now() - started);
      await projector.loop.stop();
      await mustCount(owner.url, 'select count(*) from bench.parts', streams);
      await mustCount(owner.url, `select count(*) from bench.parts where measured = ${events / streams}`, streams);
      await mustCount(owner.url, 'select max(position) from bench.parts', events);
      return rate;
    } finally {
      await database.destroy();
      await log.close();
    }
  };

const fetchAtOnce = 1_000;

/** The same rows through a cursor, and nothing done with them. */
const read =
  (url: string): Run<number> =>
  async () => {
    const client = new Client({ connectionString: url, options: '-c search_path=bench_log' });
    await client.connect();
    try {
      const started = performance.now();
      await client.query('begin');
      await client.query(
        'declare c no scroll cursor for select position, stream, version, type, schema_version, epoch, data, meta, occurred_at, recorded_at from events order by position',
      );
      let rows = 0;
      for (let fetched = fetchAtOnce; fetched === fetchAtOnce; rows += fetched)
        fetched = (await client.query(`fetch ${fetchAtOnce} from c`)).rows.length;
      await client.query('commit');
      if (rows !== events) throw new Error(`The cursor gave ${rows} rows instead of ${events}`);
      return (events * 1_000) / (performance.now() - started);
    } finally {
      await client.end();
    }
  };

async function contestants(
  surroundings: Surroundings,
): Promise<{ runs: Record<string, Run<number>>; close(): Promise<void> }> {
  const database = await surroundings.freshDatabase('projection_ours');
  const url = await migrateLog(database);
  await fillLog(database.url, { events, streams });
  const peer = await surroundings.freshDatabase('projection_emmett');
  const emmett = await openEmmettProjection(peer.url);
  return {
    runs: { ours: project(database, url), cursor: read(database.url), emmett: emmett.run },
    close: async () => {
      await emmett.close();
      await peer.drop();
      await database.drop();
    },
  };
}

export const projection: Benchmark = {
  name: 'projection',
  what: 'a read model catches up over a million events, beside a cursor that only reads them and a projection of emmett',
  async run(surroundings): Promise<readonly Result[]> {
    const { runs, close } = await contestants(surroundings);
    const rates = await alternate(surroundings.rounds, runs);
    await close();
    const peers = { cursor: median(rates.cursor), emmett: median(rates.emmett) };
    const measured = { name: 'projection', unit: 'events/s', ours: median(rates.ours), peers };
    return [atLeast(measured, { than: 'cursor', goal: 0.3 }), atLeast(measured, { than: 'emmett', goal: 25 })];
  },
};
