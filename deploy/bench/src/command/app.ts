import { orders, published } from '@millwright/contracts';
import { LocalTransport } from '@millwright/messaging';
import {
  accessSettings,
  createApplication,
  Plant,
  PlantSettings,
  readSettings,
  type ServiceRuntime,
} from '@millwright/platform';
import { eventually } from '@millwright/testing';
import { TrackingModule } from '@millwright/tracking';
import { pino } from 'pino';
import { numberOfJobs, operation, orderOf } from './jobs.js';

/**
 * Tracking alone, in a process of its own. `stub` puts a store in place of the log that answers at once and keeps nothing;
 * `hasty` and `stub` do not wait for the read models. Everything before that is the same in all of them.
 */
export type Variant = 'waiting' | 'hasty' | 'stub';

const site = 'BENCH';

async function main(variant: Variant, ownerUrl: string, port: number): Promise<void> {
  const transport = new LocalTransport();
  const plant = new Plant({
    settings: new PlantSettings(site, 'Europe/Berlin', accessSettings(readSettings('site', process.env))),
    transport,
    databaseOf: (service) => ({ url: roleUrl(ownerUrl, service), ownerUrl }),
    logger: pino({ level: 'warn' }, pino.destination(2)),
  });
  const app = await createApplication([TrackingModule], plant);
  await app.init();
  await plant.ready();
  const [tracking] = plant.services;
  await release(transport);
  await eventually(
    async () => (await tracking.database.query('select count(*)::int as n from job'))[0].n === numberOfJobs,
    {
      what: 'all jobs to be open',
      withinMs: 60_000,
    },
  );
  if (variant !== 'waiting') Object.assign(tracking.projector.progress, { passed: () => Promise.resolve(true) });
  if (variant === 'stub') answerAtOnce(tracking);
  await app.listen(port, '127.0.0.1');
}

/** One order with one operation for every connection, with more pieces than will be reported. */
async function release(transport: LocalTransport): Promise<void> {
  const at = new Date().toISOString();
  const records = Array.from({ length: numberOfJobs }, (_, n) => {
    const position = n + 1;
    const { type, data } = published(orders.ProductionOrderReleased, {
      order: orderOf(n),
      item: 'BRACKET',
      itemRevision: 'A',
      tracking: 'lot',
      quantity: { value: '100000000', unit: 'C62' },
      billOfMaterialRevision: 'A',
      routingRevision: 'A',
      operations: [
        { operation, description: 'bend', workCenter: 'BEND-1', after: [], setupSeconds: 0, runSecondsPerUnit: 10 },
      ],
      components: [],
    });
    return {
      id: `orders:1:${position}`,
      source: 'orders',
      site,
      epoch: 1,
      position,
      previous: n,
      partition: 0,
      type,
      category: 'production-order',
      streamId: orderOf(n),
      version: 1,
      data,
      by: { actor: 'system:bench', at },
      recordedAt: at,
      correlation: `orders:1:${position}`,
    };
  });
  await transport.publish('orders', records);
}

function answerAtOnce({ log }: ServiceRuntime): void {
  let position = 1_000_000;
  const append: typeof log.append = ({ events }) => {
    const firstPosition = position + 1;
    position += events.length;
    return Promise.resolve({
      kind: 'appended',
      position,
      firstPosition,
      epoch: 1,
      recordedAt: new Date().toISOString(),
    });
  };
  Object.assign(log, { append });
}

function roleUrl(ownerUrl: string, role: string): string {
  const url = new URL(ownerUrl);
  // A role belongs to the server, not to the database.
  url.username = `${role}_${url.pathname.slice(1)}`.slice(0, 60);
  url.password = 'only-for-a-benchmark';
  return url.href;
}

const [variant, ownerUrl, port] = process.argv.slice(2);
main(variant as Variant, ownerUrl, Number(port)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
