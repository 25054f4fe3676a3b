import { heardPartitions, poolOf } from '@millwright/event-log';
import type { Pool } from 'pg';
import type { Gauge } from 'prom-client';
import { countOverdueAnswers } from '../service/awaited-answers.js';
import { countFailing } from '../webhooks/cursors.sql.js';
import { WebhookRow } from '../webhooks/webhook-row.js';
import type { ServiceRuntime } from '../service/service-runtime.js';
import type { GaugeOf } from './metrics.js';
import { countRows } from './plant-figure.js';

type Look = (runtime: ServiceRuntime, shared: Shared) => Promise<readonly Sample[]>;

const once = <T>(read: () => Promise<T>): (() => Promise<T>) => {
  let answer: Promise<T> | undefined;
  return () => (answer ??= read());
};

/** What several figures tell of is read once. */
const sharedOf = ({ projector, relay, log }: ServiceRuntime) => ({
  readModels: once(() => projector.status()),
  published: once(() => relay.status()),
  heard: once(() => heardPartitions(log.pool)),
});
type Shared = ReturnType<typeof sharedOf>;

interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Figure {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  readonly look: Look;
}

const secondsSince = (instant: string | undefined): number =>
  instant === undefined ? 0 : Math.max(0, (Date.now() - Date.parse(instant)) / 1_000);

/** How long the oldest event that a read model has not seen has been waiting for it. */
async function waiting({ log }: ServiceRuntime, position: number, behind: number): Promise<number> {
  if (behind === 0) return 0;
  const [next] = await log.eventsAfter(position, 1);
  return secondsSince(next?.recordedAt);
}

const partition = ({ source, partition }: { source: string; partition: number }) => ({
  source,
  partition: String(partition),
});

/** Connections by what they are for; those to the read models are made when the service starts. */
const pools = ({ log, database }: ServiceRuntime): [string, Pool][] => {
  const readModels = poolOf(database);
  return [...Object.entries(log.pools), ...(readModels ? [['read-models', readModels] as [string, Pool]] : [])];
};

const countedBy = <T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
};

const webhooks = { entity: WebhookRow, by: 'status', values: ['enabled', 'disabled'] };

/** What every service shows of itself. Looked up when somebody asks, and cheap: a few reads by key or index. */
const figures: readonly Figure[] = [
  {
    name: 'millwright_log_position',
    help: 'Position of the last event in the log of the service',
    look: async ({ log }) => [{ value: (await log.head()).position }],
  },
  {
    name: 'millwright_read_model_lag_events',
    help: 'Events of the log that the read model has not seen yet',
    labels: ['read_model'],
    look: async (_, { readModels }) =>
      (await readModels()).map(({ name, behind }) => ({ labels: { read_model: name }, value: behind })),
  },
  {
    name: 'millwright_read_model_lag_seconds',
    help: 'Age of the oldest event that the read model has not seen yet',
    labels: ['read_model'],
    look: async (runtime, { readModels }) =>
      Promise.all(
        (await readModels()).map(async ({ name, position, behind }) => ({
          labels: { read_model: name },
          value: await waiting(runtime, position, behind),
        })),
      ),
  },
  {
    name: 'millwright_relay_lag_events',
    help: 'Events of the log that the relay has not passed yet',
    look: async (_, { published }) => [{ value: (await published()).behind }],
  },
  {
    name: 'millwright_relay_lag_seconds',
    help: 'Age of the oldest event that the relay has not passed yet',
    look: async (runtime, { published }) => {
      const { position, behind } = await published();
      return [{ value: await waiting(runtime, position, behind) }];
    },
  },
  {
    name: 'millwright_published_position',
    help: 'Position of the last record published in each partition of the topic of the service',
    labels: ['partition'],
    look: async ({ relay }) =>
      [...(await relay.publishedPositions())].map(([of, value]) => ({ labels: { partition: String(of) }, value })),
  },
  {
    name: 'millwright_hearing_blocked',
    help: '1 where records of a partition are missing and nothing more of it can be heard',
    labels: ['source', 'partition'],
    look: async (_, { heard }) =>
      (await heard()).map((one) => ({ labels: partition(one), value: one.problem ? 1 : 0 })),
  },
  {
    name: 'millwright_heard_position',
    help: 'Position in the log of the source up to which a partition has been heard',
    labels: ['source', 'partition'],
    look: async (_, { heard }) => (await heard()).map((one) => ({ labels: partition(one), value: one.position })),
  },
  {
    name: 'millwright_parked_events',
    help: 'Events that wait for a decision; counted up to a thousand',
    labels: ['consumer'],
    look: async ({ parking }) =>
      [...countedBy((await parking.list({ limit: 1_000 })).items, ({ consumer }) => consumer)].map(
        ([consumer, value]) => ({
          labels: { consumer },
          value,
        }),
      ),
  },
  {
    name: 'millwright_webhooks',
    help: 'Webhooks by status; disabled ones have failed for too long, or somebody has disabled them',
    labels: ['status'],
    look: async ({ database }) =>
      (await countRows(database.manager, webhooks)).map(([status, value]) => ({ labels: { status }, value })),
  },
  {
    name: 'millwright_webhooks_failing',
    help: 'Enabled webhooks that did not take what was sent to them last',
    look: async ({ database }) => [{ value: await countFailing(database.manager) }],
  },
  {
    name: 'millwright_overdue_answers',
    help: 'Answers of other services that are overdue',
    look: async ({ definition, database }) => {
      if (definition.awaits === undefined) return [{ value: 0 }];
      return [{ value: await countOverdueAnswers(database.manager) }];
    },
  },
];

/** What can be told without the database. */
const always: readonly (Omit<Figure, 'look'> & { look: (runtime: ServiceRuntime) => readonly Sample[] })[] = [
  {
    name: 'millwright_ready',
    help: '1 when the service is ready',
    look: ({ readiness }) => [{ value: readiness.ready ? 1 : 0 }],
  },
  {
    name: 'millwright_troubles',
    help: 'What troubles the service without keeping it from its work; readiness says it in sentences',
    look: ({ readiness }) => [{ value: readiness.troubledBy.length }],
  },
  {
    name: 'millwright_leader',
    help: '1 when this process does the background work of the service',
    look: ({ readiness }) => [{ value: readiness.leader ? 1 : 0 }],
  },
  {
    name: 'millwright_pool_connections',
    help: 'Connections to the database of the service, by what they are for and what they do',
    labels: ['pool', 'state'],
    look: (runtime) =>
      pools(runtime).flatMap(([pool, { idleCount, totalCount }]) => [
        { labels: { pool, state: 'idle' }, value: idleCount },
        { labels: { pool, state: 'busy' }, value: totalCount - idleCount },
      ]),
  },
  {
    name: 'millwright_pool_waiting',
    help: 'Statements that wait for a connection',
    labels: ['pool'],
    look: (runtime) => pools(runtime).map(([pool, { waitingCount }]) => ({ labels: { pool }, value: waitingCount })),
  },
];

/** Fills the gauges. A service that cannot be asked just now shows no figures but that it is not ready. */
export async function lookAt(runtimes: readonly ServiceRuntime[], gauge: GaugeOf): Promise<void> {
  await Promise.all(
    runtimes.map(async (runtime) => {
      const service = runtime.definition.name;
      for (const figure of always) set(gauge(figure), service, figure.look(runtime));
      if (!runtime.isStarted) return;
      const shared = sharedOf(runtime);
      await Promise.all(
        figures.map(async (figure) =>
          set(gauge(figure), service, await figure.look(runtime, shared).catch((): readonly Sample[] => [])),
        ),
      );
      await lookAtPlant(runtime, gauge);
    }),
  );
}

async function lookAtPlant({ definition, database }: ServiceRuntime, gauge: GaugeOf): Promise<void> {
  for (const figure of definition.figures ?? []) {
    const counts = await countRows(database.manager, figure).catch(() => []);
    const samples = counts.map(([value, count]) => ({ labels: { [figure.by]: value }, value: count }));
    set(gauge({ ...figure, labels: [figure.by] }), definition.name, samples);
  }
}

function set(gauge: Gauge, service: string, samples: readonly Sample[]): void {
  for (const { labels, value } of samples) gauge.set({ service, ...labels }, value);
}
