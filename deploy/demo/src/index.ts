export { playStory, type Outcome } from './play.js';
export { Narrator } from './narrator.js';
export { startDistributed, type DistributedOptions } from './distributed.js';
export { startFreshSite } from './site.js';
