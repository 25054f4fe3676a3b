export { QualityModule, qualityService } from './quality.module.js';
