import { runService } from '@millwright/platform';
import { StoreModule } from './store-service.js';

void runService('store', StoreModule);
