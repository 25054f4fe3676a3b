import type { Event } from '@millwright/event-sourcing';

/** What a shortcoming does to the release of an order. */
export type Severity = 'warn' | 'block';

export interface ReleasePolicy {
  /** Stock that is free now does not cover what the order needs. */
  readonly missingMaterial: Severity;
  /** Nobody has written a bill of material for the item. */
  readonly missingBillOfMaterial: Severity;
}

export type ReleasePolicyEvent = Event<'ReleasePolicySet', ReleasePolicy>;
