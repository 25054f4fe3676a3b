import { IdField, TextField, WholeField } from '@millwright/platform';
import { Matches } from 'class-validator';

export class RegisterPersonBody {
  @IdField('Number on the badge; unique in the site', { example: '1001' }) badge: string;
  @TextField('Name; kept in one erasable table, never in an event') name: string;
}

/** Where the person's row came to stand; see `enrol` in the entity. */
export interface RegisterPerson {
  /** `person:<uuid>` that holds the badge now. */
  readonly person: string;
  /** The one that this request would make. */
  readonly wanted: string;
  readonly enrolled: boolean;
}

const day = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;

export class GrantSkillBody {
  @IdField('Skill, as operations ask for it', { example: 'assembly' }) skill: string;
  @WholeField('Level; a start needs at least the level of the operation', { min: 1, max: 9, example: 2 }) level: number;

  @TextField('From when the certificate counts: a date or an instant; from the time of this command when absent', {
    optional: true,
    example: '2026-01-01',
  })
  @Matches(day, { message: 'validFrom must be a date or an ISO 8601 instant with its offset' })
  validFrom?: string;

  @TextField('Until when: a date (to its end, UTC) or an instant', { example: '2027-12-31' })
  @Matches(day, { message: 'validUntil must be a date or an ISO 8601 instant with its offset' })
  validUntil: string;
}

export interface GrantSkill extends Readonly<GrantSkillBody> {
  readonly person: string;
}

export class WithdrawSkillBody {
  @TextField('Why, in words of the plant') reason: string;
}

export interface WithdrawSkill extends Readonly<WithdrawSkillBody> {
  readonly person: string;
  readonly skill: string;
}
