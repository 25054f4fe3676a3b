import '@millwright/platform/dist/end-before-start.js';
import { runService } from '@millwright/platform';
import { StoreModule } from './store.module.js';

void runService('store', StoreModule);
