import type { Session } from '@millwright/platform';
import type { Addresses } from '../client.js';
import { Client } from '../client.js';
import { waitFor } from '../waiting.js';

/** What stands in a field or an address of this name, so that it names something that the plant has. */
export const nameOf: Readonly<Record<string, string>> = {
  item: 'GM-40',
  revision: 'A',
  workCenter: 'ASSY-1',
  order: 'PO-1',
  operation: '10',
  location: 'MAIN',
  from: 'MAIN',
  to: 'LINE-1',
  lot: 'H1',
  lots: 'H1',
  container: 'BOX-1',
  asset: 'PRESS-1',
  meter: 'PRESS-1-STROKES',
  plan: 'P-1',
  request: 'MR-1',
  series: 'GM-40',
  hold: 'HD-1',
  person: 'person:0190a2c3-0000-7000-8000-000000000001',
  holidays: '2026-12-24',
  needsApproval: 'scrap',
  timeZone: 'Europe/Berlin',
  pattern: 'GM-{0000}',
  url: 'http://127.0.0.1:9/millwright',
};

const act = { by: 'system:refusals', station: 'OFFICE', at: '2026-01-05T06:00:00Z' };
const pieces = (value: string): object => ({ value, unit: 'C62' });

/** A thing of each kind that commands need. */
export async function seedSmallPlant(addresses: Addresses, session: Session): Promise<void> {
  const { item, revision, workCenter, order, operation, location, lot, container, asset, meter, plan, series } = nameOf;
  const orders = new Client('orders', addresses.orders, session);
  for (const [one, tracking] of [
    [item, 'serial'],
    ['HS-40', 'lot'],
    ['CASTING', 'lot'],
  ] as const)
    await orders.do('/items', { item: one, revision, description: one, unit: 'C62', tracking }, act);
  await orders.do('/work-centers', { workCenter, description: 'Assembly' }, act);
  const lines = [{ operation, item: 'HS-40', quantity: pieces('1') }];
  await orders.do('/bills-of-material', { item, revision, lines }, act);
  const casting = [{ operation, item: 'CASTING', quantity: pieces('1') }];
  await orders.do('/bills-of-material', { item: 'HS-40', revision, lines: casting }, act);
  await orders.do('/bills-of-material/HS-40/A/release', {}, act);
  const operations = [{ operation, description: 'assemble', workCenter }];
  for (const one of [item, 'HS-40']) await orders.do('/routings', { item: one, revision, operations }, act);
  await orders.do('/production-orders', { order, item, quantity: pieces('3') }, act);
  await orders.do('/routings/HS-40/A/release', {}, act);
  await orders.do('/production-orders', { order: 'PO-2', item: 'HS-40', quantity: pieces('10') }, act);
  await orders.do('/production-orders/PO-2/release', {}, act);

  await new Client('tracking', addresses.tracking, session).do(
    '/number-series',
    { series, pattern: 'GM-{0000}', item },
    act,
  );

  const maintenance = new Client('maintenance', addresses.maintenance, session);
  await maintenance.do('/assets', { asset, description: 'Press', workCenter }, act);
  await maintenance.do('/meters', { meter, asset, unit: 'C62', counts: 'manual' }, act);
  const every = { meter, value: '1000' };
  await maintenance.do('/requests', { request: nameOf.request, asset, reason: 'squeaks' }, act);
  await maintenance.do('/plans', { plan, asset, description: 'Lubricate', every }, act);

  const characteristics = [{ characteristic: 'noise', description: 'Noise', unit: '2N', upper: '62.0' }];
  const quality = new Client('quality', addresses.quality, session);
  await quality.do('/inspection-plans', { plan, revision, item, characteristics }, act);

  const inventory = new Client('inventory', addresses.inventory, session);
  for (const one of [location, nameOf.to])
    await inventory.do('/locations', { location: one, description: one, kind: 'store' }, act);
  await waitFor(
    'inventory knows the items and what PO-2 needs',
    () => Promise.all([inventory.ask('/items/HS-40/availability'), inventory.ask('/demands/PO-2')]),
    (answers) => answers.every(({ status }) => status === 200),
  );
  await inventory.do('/receipts', { lot, item: 'HS-40', quantity: pieces('40'), location }, act);
  await inventory.do('/receipts', { lot: 'C1', item: 'CASTING', quantity: pieces('15'), location }, act);
  await inventory.do('/containers', { container, location }, act);
}
