import { identifier, SQL } from '@event-driven-io/dumbo';
import { postgreSQLRawSQLProjection } from '@event-driven-io/emmett-postgresql';
import { mustCount } from './counted.js';
import { measured, openEmmett, type MeasuredEvent } from './emmett.js';
import type { Run } from './rounds.js';

/** A rate needs fewer events than ours has; with a million, emmett alone would take longer than everything else together. */
const events = 5_000;
const streams = events / 10;

/** The same upsert as ours, by emmett's own projector in its largest usual batches, into a table that is new for every run. */
const projectionInto = (table: string) =>
  postgreSQLRawSQLProjection<MeasuredEvent>({
    name: table,
    canHandle: ['PartMeasured'],
    evolve: (event) => {
      const { metadata } = event as unknown as { metadata: { streamName: string; globalPosition: bigint } };
      const { verdict } = event.data as { verdict: string };
      return SQL`insert into ${identifier(table)} (part, measured, verdict, position, measured_at)
        values (${metadata.streamName}, 1, ${verdict}, ${metadata.globalPosition}, now())
        on conflict (part) do update set measured = ${identifier(table)}.measured + 1, verdict = excluded.verdict, position = excluded.position, measured_at = excluded.measured_at`;
    },
    init: () =>
      SQL`create table if not exists ${identifier(table)} (part text primary key, measured int not null, verdict text not null, position bigint not null, measured_at timestamptz not null)`,
  });

/** A store with events, and a run that projects all of them anew. */
export async function openEmmettProjection(url: string): Promise<{ run: Run<number>; close(): Promise<void> }> {
  const { store, close } = await openEmmett(url);
  for (let stream = 0; stream < streams; stream++)
    await store.appendToStream(
      `part-${stream}`,
      Array.from({ length: events / streams }, (_, n) => measured(n)),
    );
  const run: Run<number> = async (round) => {
    const table = `parts_${round}`;
    const consumer = store.consumer<MeasuredEvent>({ stopWhen: { noMessagesLeft: true }, pulling: { batchSize: 500 } });
    consumer.projector({ processorId: table, projection: projectionInto(table) });
    const started = performance.now();
    await consumer.start();
    const rate = (events * 1_000) / (performance.now() - started);
    await consumer.close();
    await mustCount(url, `select count(*) from ${table} where measured = ${events / streams}`, streams);
    return rate;
  };
  return { run, close };
}
