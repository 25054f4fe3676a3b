import type { Command } from '../load/http-client.js';
import { inspectedItem, locations, pieces, rawItems, type Workplace } from '../load/master-data.js';
import type { Random } from '../random.js';
import type { ServiceName } from '../services.js';

/** A command that each service accepts as long as it works, with a key and an object of its own. */
export function sampleCommand(service: ServiceName, { person, product }: Workplace, random: Random): Command {
  const id = random.hex().slice(0, 12);
  const common = { service, actor: person, key: `sample-${id}` };
  switch (service) {
    case 'orders':
      return { ...common, path: '/production-orders', body: { order: `PO-${id}`, item: product, quantity: pieces(1) } };
    case 'tracking':
      return { ...common, path: '/people', body: { badge: id, name: `Somebody ${id}` } };
    case 'inventory':
      return {
        ...common,
        path: '/receipts',
        body: { lot: `SAMPLE-${id}`, item: rawItems[0], quantity: pieces(3), location: locations.store },
      };
    case 'quality':
      return {
        ...common,
        path: '/inspections',
        body: {
          plan: 'IP',
          subject: { kind: 'lot', id: `${inspectedItem}-first`, item: inspectedItem },
          quantity: pieces(1),
          measurements: [{ characteristic: 'width', value: '10.1', unit: 'MMT' }],
        },
      };
    case 'maintenance':
      return { ...common, path: '/assets', body: { asset: `ASSET-${id}`, description: 'a tool' } };
  }
}
