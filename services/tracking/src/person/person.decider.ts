import { decider, happened, rejection, streamOf, unknown, type Look, type Rejection } from '@millwright/event-sourcing';
import type { GrantSkill, RegisterPerson, WithdrawSkill } from './person.commands.js';
import type { PersonEvent } from './person.events.js';
import { endOf, startOf, type Certificate } from './skill.rules.js';

export interface PersonState {
  readonly registered: boolean;
  readonly skills: Readonly<Record<string, Certificate>>;
}

/** The id is the whole `person:<uuid>`. */
export const person = streamOf<PersonState, PersonEvent>('person', {
  initialState: { registered: false, skills: {} },
  evolve: (state, event) => {
    switch (event.type) {
      case 'PersonRegistered':
        return { ...state, registered: true };
      case 'SkillGranted': {
        const { skill, level, validFrom, validUntil } = event.data;
        return { ...state, skills: { ...state.skills, [skill]: { level, validFrom, validUntil } } };
      }
      case 'SkillWithdrawn': {
        const { [event.data.skill]: _withdrawn, ...skills } = state.skills;
        return { ...state, skills };
      }
    }
  },
});

/** Only a registered person books work. */
export function notAPerson(look: Look, actor: string): Rejection | undefined {
  if (!actor.startsWith('person:')) {
    return rejection('person-required', 'Only a person can do this: send Millwright-Actor: person:<uuid>.', {
      kind: 'invalid',
      facts: { actor },
    });
  }
  return look(person(actor)).registered ? undefined : unknown('person', actor);
}

/**
 * The row is written before the fact, so no event names a person without one. A crash in between leaves a row whose
 * person was never registered: whoever registers that badge next takes it over.
 */
export const registerPerson = decider<RegisterPerson>({
  name: 'register-person',
  streams: ({ person: id }) => [person(id)],
  decide: ({ person: id, enrolled }, look) => {
    // The same request sent again gets its first answer; so whoever is registered was so by somebody else.
    if (!enrolled || look(person(id)).registered) {
      return rejection('badge-in-use', 'Another person has this badge already.', {
        legal: ['register with another badge'],
        facts: { person: id },
      });
    }
    return {
      events: [happened(person(id), { type: 'PersonRegistered', data: { person: id } })],
      answer: { person: id },
    };
  },
});

export const grantSkill = decider<GrantSkill>({
  name: 'grant-skill',
  streams: (command) => [person(command.person)],
  decide: ({ person: id, skill, level, validFrom, validUntil }, look, { at }) => {
    if (!look(person(id)).registered) return unknown('person', id);
    const from = validFrom === undefined ? undefined : startOf(validFrom);
    const until = endOf(validUntil);
    if (!until || (validFrom !== undefined && !from))
      return rejection('no-such-date', 'validFrom or validUntil is a date that does not exist.', { kind: 'invalid' });
    // A certificate that has run out may be entered too: it then says since when it does not count.
    const begins = from ?? (until < at ? until : at);
    if (until < begins)
      return rejection('ends-before-start', 'validUntil lies before validFrom.', {
        kind: 'invalid',
        facts: { validFrom: begins, validUntil: until },
      });
    const granted = { person: id, skill, level, validFrom: begins, validUntil: until };
    return { events: [happened(person(id), { type: 'SkillGranted', data: granted })], answer: granted };
  },
});

export const withdrawSkill = decider<WithdrawSkill>({
  name: 'withdraw-skill',
  streams: (command) => [person(command.person)],
  decide: ({ person: id, skill, reason }, look) => {
    const { registered, skills } = look(person(id));
    if (!registered) return unknown('person', id);
    if (!skills[skill])
      return rejection('skill-missing', `The person does not have the skill ${skill}.`, {
        legal: Object.keys(skills),
        facts: { skill },
      });
    return {
      events: [happened(person(id), { type: 'SkillWithdrawn', data: { person: id, skill, reason } })],
      answer: { person: id, skill },
    };
  },
});
