import { rejection, type Rejection } from '@millwright/event-sourcing';

export interface Certificate {
  readonly level: number;
  readonly validFrom: string;
  readonly validUntil: string;
}

/** A day counts to its end in UTC; an instant is itself. */
export const startOf = (dayOrInstant: string): string | undefined =>
  instantOf(dayOrInstant.length === 10 ? `${dayOrInstant}T00:00:00.000Z` : dayOrInstant);
export const endOf = (dayOrInstant: string): string | undefined =>
  instantOf(dayOrInstant.length === 10 ? `${dayOrInstant}T23:59:59.999Z` : dayOrInstant);

const instantOf = (text: string): string | undefined => {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
};

/** Why somebody with this certificate may not do work that asks for the skill at that level at that time. */
export function lacksSkill(
  certificate: Certificate | undefined,
  skill: string,
  level: number,
  at: string,
): Rejection | undefined {
  if (!certificate || certificate.level < level) {
    const has = certificate ? `has level ${certificate.level}` : 'does not have it';
    return rejection('skill-missing', `This operation needs the skill ${skill} at level ${level}; the person ${has}.`, {
      legal: ['grant the skill', 'start with an overrideReason of a supervisor'],
      facts: { skill, level, ...(certificate && { has: certificate.level }) },
    });
  }
  if (certificate.validUntil < at) {
    return rejection('skill-expired', `The certificate for ${skill} was valid until ${certificate.validUntil}.`, {
      legal: ['renew the skill', 'start with an overrideReason of a supervisor'],
      facts: { skill, level, validUntil: certificate.validUntil },
    });
  }
  if (certificate.validFrom > at) {
    return rejection('skill-not-yet-valid', `The certificate for ${skill} counts from ${certificate.validFrom} on.`, {
      legal: ['start with an overrideReason of a supervisor'],
      facts: { skill, level, validFrom: certificate.validFrom },
    });
  }
  return undefined;
}
