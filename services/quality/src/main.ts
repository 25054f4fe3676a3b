import '@millwright/platform/dist/end-before-start.js';
import { runService } from '@millwright/platform';
import { QualityModule } from './quality.module.js';

void runService('quality', QualityModule);
