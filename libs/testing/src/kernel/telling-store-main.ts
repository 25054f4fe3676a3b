import { LocalTransport } from '@millwright/messaging';
import { createApplication, Plant, readSettings, serviceSettings, shutDown, stopOnSignals } from '@millwright/platform';
import { pino } from 'pino';
import { TellingStoreModule } from './store.module.js';

/** A replica of the store that publishes and has nobody to listen, so that it needs no broker. */
async function main(): Promise<void> {
  const { plant: settings, webhooks, ...place } = serviceSettings(readSettings('service', process.env));
  const databaseOf = () => ({ url: place.databaseUrl, ownerUrl: place.databaseOwnerUrl });
  const logger = pino({ level: place.logLevel });
  const plant = new Plant({ settings, webhooks, transport: new LocalTransport(), databaseOf, logger });
  const app = await createApplication([TellingStoreModule], plant);
  stopOnSignals(() => shutDown(app, plant, place.drainMilliseconds));
  await app.listen(place.port, place.host);
}

void main();
