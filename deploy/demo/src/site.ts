import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultAccess, PlantSettings, randomPassword } from '@millwright/platform';
import { startSite } from '@millwright/site';
import { services } from './client.js';
import type { RunningPlant, StartOptions } from './running-plant.js';
import { plant } from './story/plant.js';

/** The site runtime on a database of its own that is thrown away afterwards. */
export async function startFreshSite({
  log,
  port,
  otlpUrl,
  metricsPort,
}: StartOptions & { readonly port?: number }): Promise<RunningPlant> {
  const directory = await temporaryDirectory();
  const forget = (): Promise<void> => rm(directory, { recursive: true, force: true, maxRetries: 5 });
  const administratorPassword = randomPassword();
  try {
    const site = await startSite({
      directory,
      host: '127.0.0.1',
      port,
      metricsPort,
      plant: new PlantSettings(plant.site, plant.timeZone, { ...defaultAccess, administratorPassword }),
      telemetry: { otlpUrl, traceShare: 1 },
      log,
    });
    const addresses = Object.fromEntries(services.map((service) => [service, site.url])) as RunningPlant['addresses'];
    return {
      addresses,
      administratorPassword,
      apiPages: [`${site.url}/api`],
      stop: async () => {
        await site.stop();
        await forget();
      },
    };
  } catch (error) {
    await forget();
    throw error;
  }
}

/** Open to be walked through: as root the database runs under an account of its own. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-demo-'));
  await chmod(directory, 0o711);
  return directory;
}
