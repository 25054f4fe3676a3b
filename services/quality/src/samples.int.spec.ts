import { describeSamples } from '@millwright/testing';
import { qualityService } from './quality.module.js';

describe('what quality has stored', () => describeSamples(qualityService, __dirname));
