import type { disablingCauses } from '@millwright/contracts';
import { streamOf, type Event } from '@millwright/event-sourcing';

/** Which published events somebody wants to be sent, and where. */
export interface Subscription {
  readonly url: string;
  /** Names as in the feed; none for all. */
  readonly types: readonly string[];
  readonly description?: string;
}

/** Somebody asked for it; the receiver said that it is gone; every attempt failed for days. */
export type DisablingCause = (typeof disablingCauses)[number];

interface OfWebhook {
  readonly webhook: string;
}

interface Disabled extends OfWebhook {
  readonly cause: DisablingCause;
  readonly reason: string;
  readonly failingSince?: string;
}

export type WebhookEvent =
  | Event<'WebhookCreated', OfWebhook & Subscription & { readonly from?: number }>
  | Event<'WebhookChanged', OfWebhook & Subscription>
  | Event<'WebhookDisabled', Disabled>
  | Event<'WebhookEnabled', OfWebhook>
  | Event<'WebhookSecretRotated', OfWebhook & { readonly oldValidUntil: string }>
  | Event<'WebhookResendAsked', OfWebhook & { readonly event: string }>
  | Event<'WebhookReplayAsked', OfWebhook & { readonly from: number }>
  | Event<'WebhookEnded', OfWebhook>;

export interface WebhookState {
  readonly status: 'none' | 'enabled' | 'disabled' | 'ended';
  readonly subscription?: Subscription;
}

/** A subscription lives as long as somebody wants it; what is sent for it are no facts of it. */
export const webhookStream = streamOf<WebhookState, WebhookEvent>('webhook', {
  initialState: { status: 'none' },
  evolve: (state, event) => {
    switch (event.type) {
      case 'WebhookCreated':
      case 'WebhookChanged': {
        const { url, types, description } = event.data;
        const status = event.type === 'WebhookCreated' ? 'enabled' : state.status;
        return { status, subscription: { url, types, description } };
      }
      case 'WebhookDisabled':
        return { ...state, status: 'disabled' };
      case 'WebhookEnabled':
        return { ...state, status: 'enabled' };
      case 'WebhookEnded':
        return { status: 'ended' };
      case 'WebhookSecretRotated':
      case 'WebhookResendAsked':
      case 'WebhookReplayAsked':
        return state;
    }
  },
});
