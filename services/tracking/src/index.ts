export { TrackingModule, trackingService } from './tracking.module.js';
