import '@millwright/platform/dist/end-before-start.js';
import { runService } from '@millwright/platform';
import { InventoryModule } from './inventory.module.js';

void runService('inventory', InventoryModule);
