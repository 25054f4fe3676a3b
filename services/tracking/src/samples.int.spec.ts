import { describeSamples } from '@millwright/testing';
import { trackingService } from './tracking.module.js';

describe('what tracking has stored', () => describeSamples(trackingService, __dirname));
