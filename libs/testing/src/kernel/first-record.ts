import { orders } from '@millwright/contracts';
import type { EventTransport, PublishedRecord } from '@millwright/messaging';
import { eventually } from '../index.js';

/** One that any transport takes. */
export const firstRecord: PublishedRecord = {
  id: 'orders:1:1',
  source: 'orders',
  site: 'TEST',
  epoch: 1,
  position: 1,
  previous: 0,
  partition: 0,
  type: orders.ItemBlocked.type,
  category: 'item',
  streamId: 'A',
  version: 1,
  data: { item: 'A', reason: 'r' },
  by: { actor: 'system:test', at: '2026-01-05T08:00:00.000Z' },
  recordedAt: '2026-01-05T08:00:00.000Z',
  correlation: 'c',
};

/** Publishes it and waits until it comes back. */
export async function thereAndBack(transport: EventTransport): Promise<void> {
  await transport.publish('orders', [firstRecord]);
  const heard: unknown[] = [];
  const listening = await transport.listen({
    name: 'tracking',
    sources: ['orders'],
    hear: async ({ records }) => void heard.push(...records),
    readFrom: async () => [],
    lost: async () => undefined,
  });
  await eventually(() => heard.length > 0);
  expect(heard).toMatchObject([{ id: firstRecord.id }]);
  await listening.stop();
}
