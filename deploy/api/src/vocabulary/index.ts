import { access } from './access.js';
import { indicators } from './indicators.js';
import { people } from './people.js';
import { quantities } from './quantities.js';
import { running } from './running.js';
import { things } from './things.js';
import { time } from './time.js';
import type { Words } from './words.js';

export const vocabulary: Words = { ...access, ...quantities, ...time, ...indicators, ...people, ...things, ...running };
