import type { Words } from './words.js';

/** Who did something. */
export const people: Words = {
  actor: ['Who did it: person:<uuid>, machine:<id> or system:<name>', 'system:erp'],
  by: [
    'Who did it: person:<uuid>, machine:<id> or system:<name>; of a Pareto, what it is broken down by',
    'system:erp',
  ],
  judgedBy: ['Who recorded the value that the verdict fell with', 'system:cmm'],
  placedBy: ['Who placed it', 'system:quality'],
  recordedBy: ['Who recorded it', 'system:erp'],
  requestedBy: ['Who asked for it', 'system:scada'],
  person: ['A person, by its id; names stand nowhere else', '0190b8f2-7c1e-7a30-8c55-1d2f3a4b5c6d'],
  people: ['People, by their ids'],
  skills: ['What the person is able to do, at which level and until when'],
  station: ['The terminal or work center where it was entered', 'T-07'],
};
