import { describeSamples } from '@millwright/testing';
import { inventoryService } from './inventory.module.js';

describe('what inventory has stored', () => describeSamples(inventoryService, __dirname));
