import { resolve } from 'node:path';
import { declared, plantSettings, readSettings, Session, webhookSettings, type Settings } from '@millwright/platform';
import { startSite } from '@millwright/site';
import { type ImportArguments, readArguments, usage } from './arguments.js';
import { type Imported, importLog } from './importing.js';
import { readLogFile } from './log-file.js';
import { Progress } from './progress.js';
import { tableOf } from './report-table.js';

const REJECTED = 2;

async function main(): Promise<number> {
  const settings = readSettings('import', process.env);
  const wanted = readArguments(process.argv.slice(2), settings);
  if (wanted.help) {
    process.stdout.write(usage);
    return 0;
  }
  const progress = new Progress(process.stderr);
  // Before anything is started: a file that is no log should say so at once.
  const log = await readLogFile(wanted.file, { zone: wanted.zone, now: new Date().toISOString() });
  const plant = await plantFor(wanted, settings, progress);
  stopWhenInterrupted(plant.stop);
  try {
    const imported = await importLog(
      { file: wanted.file, log, url: plant.url, session: plant.session, zone: wanted.zone },
      progress,
    );
    process.stdout.write(wanted.json ? `${JSON.stringify(imported)}\n` : tableOf(imported));
    return exitCode(imported);
  } finally {
    await plant.stop();
  }
}

function exitCode({ ok, rejected }: Imported): number {
  if (!ok) return 1;
  return rejected > 0 ? REJECTED : 0;
}

interface Plant {
  readonly url: string;
  readonly session: Session;
  stop(): Promise<void>;
}

async function plantFor({ url, key }: ImportArguments, settings: Settings, progress: Progress): Promise<Plant> {
  const signIn = (at: string, secret: string): Session => new Session(at, { grant: 'api-key', key: secret });
  if (url !== undefined) return { url, session: signIn(url, key), stop: () => Promise.resolve() };
  const site = await startSite({
    directory: resolve(settings.of(declared.dataDirectory)),
    host: '127.0.0.1',
    plant: plantSettings(settings),
    webhooks: webhookSettings(settings),
    log: (message) => progress.say(message),
  });
  const own = await site.keyFor('system:import', 'integrator');
  return { url: site.url, session: signIn(site.url, own), stop: () => site.stop() };
}

/** What was entered stays; the same import goes on from there. */
function stopWhenInterrupted(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      process.stderr.write('\nInterrupted. Run the same import again to go on.\n');
      void stop().finally(() => process.exit(1));
    });
  }
}

main()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  })
  .then((code) => process.stdout.write('', () => process.exit(code)))
  .catch(() => process.exit(1));
