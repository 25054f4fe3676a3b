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
    const results = await measure(wanted, servers);
    report(results, wanted, versions({ postgresql: await servers.postgresVersion() }));
  } finally {
    await servers.stop();
  }
}

async function measure({ names }: BenchArguments, servers: Servers): Promise<Result[]> {
  const results: Result[] = [];
  for (const benchmark of benchmarks.filter(({ name }) => names.includes(name))) {
    servers.say(`\n${benchmark.name}: ${benchmark.what}`);
    const found = await benchmark.run(servers);
    servers.say(table(found));
    results.push(...found);
  }
  return results;
}

function report(results: readonly Result[], { json }: BenchArguments, took: Record<string, string>): void {
  const outcome = { machine: machine(), versions: took, results };
  process.stdout.write(json ? `${JSON.stringify(outcome)}\n` : `\n${table(results)}\n`);
}

/** The servers are stopped and the folder removed whatever ends the run. */
function stopWhenInterrupted(servers: Servers): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      // Whatever was being measured loses its connections now.
      process.on('uncaughtException', () => undefined);
      void servers.stop().finally(() => process.exit(130));
    });
}

main().then(
  () => process.stdout.write('', () => process.exit(0)),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
