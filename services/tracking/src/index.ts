export { TrackingModule, trackingService } from './tracking.module.js';
export { keyFor } from './access/key.preparation.js';
