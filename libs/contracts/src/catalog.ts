import * as inventory from './inventory.js';
import * as maintenance from './maintenance.js';
import * as orders from './orders.js';
import type { PublishedClass } from './published.js';
import * as quality from './quality.js';
import * as tracking from './tracking.js';

const isPublished = (exported: unknown): exported is PublishedClass =>
  typeof exported === 'function' && 'type' in exported && 'stream' in exported;

/** Every published event of every service, in the order of their types. */
export const publishedClasses: ReadonlyMap<string, PublishedClass> = new Map(
  [orders, tracking, quality, inventory, maintenance]
    .flatMap((owner) => Object.values(owner).filter(isPublished))
    .map((of): [string, PublishedClass] => [of.type, of])
    .sort(([one], [other]) => (one < other ? -1 : 1)),
);
