import type { Event } from '@millwright/event-sourcing';

export const namedDispositions = ['use-as-is', 'rework', 'scrap', 'return'] as const;
export type NamedDisposition = (typeof namedDispositions)[number];

/** Changed a few times in the life of a plant. */
export type DispositionPolicyEvent = Event<
  'DispositionPolicySet',
  { readonly needsApproval: readonly NamedDisposition[] }
>;
