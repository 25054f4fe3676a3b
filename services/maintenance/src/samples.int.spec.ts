import { describeSamples } from '@millwright/testing';
import { maintenanceService } from './maintenance.module.js';

describe('what maintenance has stored', () => describeSamples(maintenanceService, __dirname));
