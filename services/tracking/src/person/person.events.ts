import type { Event } from '@millwright/event-sourcing';

/** Names and badges are never in here: they stand in the table `people` alone, from which a person can be erased. */
export type PersonEvent =
  | Event<'PersonRegistered', { readonly person: string }>
  | Event<
      'SkillGranted',
      {
        readonly person: string;
        readonly skill: string;
        readonly level: number;
        readonly validFrom: string;
        readonly validUntil: string;
      }
    >
  | Event<'SkillWithdrawn', { readonly person: string; readonly skill: string; readonly reason: string }>;
