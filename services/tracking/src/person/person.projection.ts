import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { PersonEvent } from './person.events.js';

export const skills: Projection<PersonEvent, EntityManager> = {
  name: 'skills',
  version: 1,
  tables: ['person_skill'],
  on: {
    SkillGranted: ({ data }, db) =>
      db.query(
        `insert into person_skill (person, skill, level, valid_from, valid_until) values ($1, $2, $3, $4, $5)
         on conflict (person, skill) do update set level = excluded.level, valid_from = excluded.valid_from, valid_until = excluded.valid_until`,
        [data.person, data.skill, data.level, data.validFrom, data.validUntil],
      ),
    SkillWithdrawn: ({ data }, db) =>
      db.query('delete from person_skill where person = $1 and skill = $2', [data.person, data.skill]),
  },
};
