import '@millwright/platform/dist/end-before-start.js';
import { runService } from '@millwright/platform';
import { TrackingModule } from './tracking.module.js';

void runService('tracking', TrackingModule);
