import { readArguments, usage, type BenchArguments } from './arguments.js';
import { benchmarks } from './benchmarks.js';
import { machine, versions } from './machine.js';
import { table } from './report.js';
import type { Result } from './result.js';
import { Servers } from './servers.js';

async function main(): Promise<void> {
  const names = benchmarks.map(({ name }) => name);
  const wanted = readArguments(process.argv.slice(2), names);
  if (wanted.help) return void process.stdout.write(usage(benchmarks));
  const say = (progress: string): void => void process.stderr.write(`${progress}\n`);
  const servers = new Servers(wanted.rounds, say);
  stopWhenInterrupted(servers);
  try {
    const { results, failed } = await measure(wanted, servers);
    report(results, wanted, versions({ postgresql: await servers.postgresVersion() }));
    if (failed.length > 0) throw new Error(`Not measured: ${failed.join(', ')}; why is said above.`);
  } finally {
    await servers.stop();
  }
}

/** What one benchmark found stays good when another one cannot be run. */
async function measure(
  { names }: BenchArguments,
  servers: Servers,
): Promise<{ readonly results: readonly Result[]; readonly failed: readonly string[] }> {
  const results: Result[] = [];
  const failed: string[] = [];
  for (const benchmark of benchmarks.filter(({ name }) => names.includes(name))) {
    servers.say(`\n${benchmark.name}: ${benchmark.what}`);
    try {
      const found = await benchmark.run(servers);
      servers.say(table(found));
      results.push(...found);
    } catch (error) {
      servers.say(textOf(error));
      failed.push(benchmark.name);
    }
  }
  return { results, failed };
}

function report(results: readonly Result[], { json }: BenchArguments, took: Record<string, string>): void {
  const outcome = { machine: machine(), versions: took, results };
  process.stdout.write(json ? `${JSON.stringify(outcome)}\n` : `\n${table(results)}\n`);
}

const textOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** The servers are stopped and the folder removed whatever ends the run. */
function stopWhenInterrupted(servers: Servers): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      // Whatever was being measured loses its connections now.
      process.on('uncaughtException', () => undefined);
      void servers.stop().finally(() => process.exit(130));
    });
}

// Node ends without a word, and as if all were well, when nothing is left that could settle what is awaited.
process.once('beforeExit', () => {
  process.stderr.write('What a benchmark waits for will not come: nothing is left that could bring it.\n');
  process.exit(1);
});

main().then(
  () => process.stdout.write('', () => process.exit(0)),
  (error: unknown) => {
    process.stderr.write(`${textOf(error)}\n`);
    process.exit(1);
  },
);
