import { addressSettings, SettingProblem, stopOnSignals } from '@millwright/platform';
import { startSite } from './site.js';

const say = (message: string): void => void process.stdout.write(`${message}\n`);

async function main(): Promise<void> {
  const { plant, webhooks, telemetry, host, port, metricsPort, logLevel } = addressSettings(process.env);
  const directory = process.env.MILLWRIGHT_DATA ?? 'millwright-data';
  const site = await startSite({ directory, host, port, metricsPort, plant, webhooks, telemetry, logLevel, log: say });
  say(`Millwright runs site ${plant.site} (${plant.timeZone}). API pages: ${site.url}/api   stop with Ctrl-C`);
  stopOnSignals(async () => {
    say('Stopping');
    await site.stop();
  });
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof SettingProblem || error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
});
