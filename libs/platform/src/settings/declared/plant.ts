import { IANAZone } from 'luxon';
import { matching } from '../kinds.js';
import type { Setting } from '../setting.js';

export const site: Setting<string> = {
  name: 'MILLWRIGHT_SITE',
  what: 'ISA-95 site: part of every stream, envelope and key. Never change it for a plant that has recorded anything',
  example: 'NH',
  otherwise: 'PLANT',
  kind: matching(/^[A-Za-z0-9._-]{1,32}$/, '1 to 32 letters, digits, dots, dashes or underscores'),
  readBy: ['service', 'site', 'import'],
};

export const timeZone: Setting<string> = {
  name: 'MILLWRIGHT_TIME_ZONE',
  what: "IANA time zone of the plant's shifts and days",
  example: 'Europe/Berlin',
  otherwise: 'UTC',
  kind: {
    should: 'an IANA time zone such as Europe/Berlin',
    parse: (given) => (IANAZone.isValidZone(given) ? given : undefined),
  },
  readBy: ['service', 'site', 'import'],
};
