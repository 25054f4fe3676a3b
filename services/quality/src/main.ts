import { runService } from '@millwright/platform';
import { QualityModule } from './quality.module.js';

void runService('quality', QualityModule);
