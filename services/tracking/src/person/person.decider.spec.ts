import { given, happened, nothing } from '@millwright/event-sourcing';
import { grantSkill, person, registerPerson, withdrawSkill } from './person.decider.js';

const anna = 'person:00000000-0000-7000-8000-0000000000aa';
const other = 'person:00000000-0000-7000-8000-0000000000bb';
const registered = () => given(person(anna), [{ type: 'PersonRegistered', data: { person: anna } }]);
const at = { at: '2026-01-05T08:00:00.000Z' };

describe('a person', () => {
  it('is registered once; a row left by a crash is taken over', () => {
    const fact = [happened(person(anna), { type: 'PersonRegistered', data: { person: anna } })];
    nothing().when(registerPerson, { person: anna, wanted: anna, enrolled: true }).then(fact);
    nothing().when(registerPerson, { person: anna, wanted: other, enrolled: true }).then(fact);
    for (const wanted of [anna, other])
      registered()
        .when(registerPerson, { person: anna, wanted, enrolled: true })
        .thenRejected('badge-in-use', { person: anna });
  });

  it('gets a skill until the end of a day', () => {
    registered()
      .when(grantSkill, { person: anna, skill: 'assembly', level: 2, validUntil: '2026-12-31' }, at)
      .then([
        happened(person(anna), {
          type: 'SkillGranted',
          data: { person: anna, skill: 'assembly', level: 2, validFrom: at.at, validUntil: '2026-12-31T23:59:59.999Z' },
        }),
      ]);
    registered()
      .when(grantSkill, { person: anna, skill: 'a', level: 2, validFrom: '2026-02-01', validUntil: '2026-01-31' }, at)
      .thenRejected('ends-before-start');
    registered()
      .when(grantSkill, { person: anna, skill: 'a', level: 2, validUntil: '2026-02-31T99:00:00Z' }, at)
      .thenRejected('no-such-date');
    nothing()
      .when(grantSkill, { person: anna, skill: 'a', level: 2, validUntil: '2026-12-31' }, at)
      .thenRejected('unknown-person');
  });

  it('loses only a skill that it has', () => {
    registered().when(withdrawSkill, { person: anna, skill: 'assembly', reason: 'x' }).thenRejected('skill-missing');
  });
});
