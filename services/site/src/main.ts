import { createLogger, readSettings, siteSettings, stopOnSignals } from '@millwright/platform';
import { startSite } from './site.js';

const say = (message: string): void => void process.stdout.write(`${message}\n`);

async function main(): Promise<void> {
  const given = readSettings('site', process.env);
  const settings = siteSettings(given);
  const { plant } = settings;
  createLogger(settings.logLevel).info(given.printed, 'Settings');
  const site = await startSite({ ...settings, log: say });
  say(`Millwright runs site ${plant.site} (${plant.timeZone}). API pages: ${site.url}/api   stop with Ctrl-C`);
  stopOnSignals(async () => {
    say('Stopping');
    await site.stop();
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
