import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrateEventLog, recorded, type ReadModel, type StoredEvent } from '@millwright/event-log';
import { currentVersion, declaredStreams, fold, type Recorded } from '@millwright/event-sourcing';
import type { ServiceDefinition } from '@millwright/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { useTestDatabase } from '../test-database.js';
import { type Sample, sampleFolder, sampleName } from './collect-samples.js';
import { declaredEvents, sourcesIn } from './declared-events.js';

/**
 * Opens every stored sample of a service with today's code: read, brought into today's shape, folded by every kind of its
 * stream to the state that the snapshot tells, and taken by the read models. A type or version without a sample fails too.
 */
export function describeSamples(definition: ServiceDefinition, sources: string): void {
  const { name, upcasts = {} } = definition;
  const folder = sampleFolder(name);
  const samples = existsSync(folder) ? readdirSync(folder).map((file) => readSample(join(folder, file))) : [];
  const database = useTestDatabase();
  let readModels: DataSource;

  beforeAll(async () => {
    // Kinds of streams are known when the modules that declare them are loaded.
    for (const file of sourcesIn(sources)) if (/\.(decider|events|rules)\.ts$/.test(file)) await import(file);
    readModels = await openReadModels(definition, database);
  });
  afterAll(() => readModels?.destroy());

  it('there is a sample of every stored type in every version', () => {
    const types = [...declaredEvents(sources), ...definition.hears.map(({ type }) => type)];
    const expected = types.flatMap((type) =>
      Array.from({ length: currentVersion(upcasts, type) }, (_, n) =>
        sampleName({ type, schemaVersion: versionOf(type, n + 1) }),
      ),
    );
    expect(expected.length).toBeGreaterThan(10);
    expect(expected.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
  });

  it.each(samples.map((sample) => [sampleName(sample), sample] as const))('%s opens', async (_name, { events }) => {
    const opened = events.map((row) => recorded(withDates(row), name, upcasts));
    expect(foldsOf(opened)).toMatchSnapshot();
    const runner = readModels.createQueryRunner();
    await runner.startTransaction();
    try {
      for (const event of opened) await takeInto(definition.projections as readonly ReadModel[], event, runner.manager);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  });
}

/** A published event names its version in its type. */
const versionOf = (type: string, version: number): number => Number(/\.v(\d+)$/.exec(type)?.[1] ?? version);

const readSample = (file: string): Sample => JSON.parse(readFileSync(file, 'utf8')) as Sample;

const withDates = (row: StoredEvent): StoredEvent => ({
  ...row,
  occurred_at: new Date(row.occurred_at),
  recorded_at: new Date(row.recorded_at),
});

/** What the kinds of this stream come to, in an order that does not depend on which module was loaded first. */
const foldsOf = (events: readonly Recorded[]): unknown[] =>
  declaredStreams()
    .filter(({ category }) => category === events[0].category)
    .map((kind) => fold(kind, events as never))
    .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));

async function takeInto(projections: readonly ReadModel[], event: Recorded, db: EntityManager): Promise<void> {
  for (const { on } of projections) await on[event.type]?.(event as never, db);
}

async function openReadModels(
  { name, migrations }: ServiceDefinition,
  { url, name: suffix }: { url: string; name: string },
): Promise<DataSource> {
  const role = { name: `${name}_${suffix}`.slice(0, 60), password: 'only-for-tests' };
  await migrateEventLog({ ownerUrl: url, service: name, role });
  const source = new DataSource({
    type: 'postgres',
    url: Object.assign(new URL(url), { username: role.name, password: role.password }).href,
    installExtensions: false,
    migrations: [...migrations] as never[],
    extra: { options: `-c search_path=${name},${name}_log` },
  });
  await source.initialize();
  await source.runMigrations();
  return source;
}
