import { describeSamples } from '@millwright/testing';
import { ordersService } from './orders.module.js';

describe('what orders has stored', () => describeSamples(ordersService, __dirname));
