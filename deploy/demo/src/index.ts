export { playStory, type Outcome } from './play.js';
export { startDistributed, type DistributedOptions } from './distributed.js';
export { startFreshSite } from './site.js';
