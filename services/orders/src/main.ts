import '@millwright/platform/dist/end-before-start.js';
import { runService } from '@millwright/platform';
import { OrdersModule } from './orders.module.js';

void runService('orders', OrdersModule);
