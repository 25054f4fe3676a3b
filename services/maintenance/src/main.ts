import '@millwright/platform/dist/end-before-start.js';
import { runService } from '@millwright/platform';
import { MaintenanceModule } from './maintenance.module.js';

void runService('maintenance', MaintenanceModule);
