import {
  decider,
  happened,
  rejection,
  unknown,
  type Decider,
  type Occurrence,
  type Rejection,
} from '@millwright/event-sourcing';
import {
  webhookStream,
  type DisablingCause,
  type Subscription,
  type WebhookEvent,
  type WebhookState,
} from './webhook.js';

interface OfWebhook {
  readonly webhook: string;
}

type Decided = readonly WebhookEvent[] | Rejection;

/** A rule about one webhook that is there. */
const aboutOne = <Command extends OfWebhook>(
  name: string,
  decide: (command: Command, state: WebhookState & { readonly subscription: Subscription }) => Decided,
): Decider<Command> =>
  decider<Command>({
    name,
    streams: ({ webhook }) => [webhookStream(webhook)],
    decide: (command, look) => {
      const stream = webhookStream(command.webhook);
      const { status, subscription } = look(stream);
      if (subscription === undefined) return unknown('webhook', command.webhook);
      const decided = decide(command, { status, subscription });
      return Array.isArray(decided)
        ? decided.map((event: WebhookEvent): Occurrence => happened(stream, event))
        : (decided as Rejection);
    },
  });

export const createWebhook = decider<OfWebhook & Subscription & { readonly from?: number }>({
  name: 'create-webhook',
  streams: ({ webhook }) => [webhookStream(webhook)],
  decide: (command, look) => {
    const stream = webhookStream(command.webhook);
    if (look(stream).status !== 'none') return rejection('webhook-exists', `${command.webhook} is there already.`);
    const event: WebhookEvent = { type: 'WebhookCreated', data: command };
    return { events: [happened(stream, event)], answer: { webhook: command.webhook } };
  },
});

/** What is not given stays as it is. */
export const changeWebhook = aboutOne<OfWebhook & Partial<Subscription>>(
  'change-webhook',
  ({ webhook, ...changes }, { subscription }) => {
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const changed = { ...subscription, ...given };
    const isSame = JSON.stringify(changed) === JSON.stringify(subscription);
    return isSame ? [] : [{ type: 'WebhookChanged', data: { webhook, ...changed } }];
  },
);

export interface Disabling extends OfWebhook {
  readonly cause: DisablingCause;
  readonly reason: string;
  readonly failingSince?: string;
}

export const disableWebhook = aboutOne<Disabling>('disable-webhook', (command, { status }) =>
  status === 'disabled'
    ? rejection('webhook-disabled', `${command.webhook} is disabled already.`, { legal: ['enable'] })
    : [{ type: 'WebhookDisabled', data: command }],
);

export const enableWebhook = aboutOne<OfWebhook>('enable-webhook', ({ webhook }, { status }) =>
  status === 'enabled'
    ? rejection('webhook-enabled', `${webhook} is enabled already.`, { legal: ['disable'] })
    : [{ type: 'WebhookEnabled', data: { webhook } }],
);

export const rotateWebhookSecret = aboutOne<OfWebhook & { readonly oldValidUntil: string }>(
  'rotate-webhook-secret',
  (data) => [{ type: 'WebhookSecretRotated', data }],
);

const mustBeEnabled = ({ webhook }: OfWebhook, { status }: WebhookState, event: WebhookEvent): Decided =>
  status === 'enabled'
    ? [event]
    : rejection('webhook-disabled', `${webhook} is disabled; nothing is sent to it.`, { legal: ['enable'] });

export const resendToWebhook = aboutOne<OfWebhook & { readonly event: string }>('resend-to-webhook', (data, state) =>
  mustBeEnabled(data, state, { type: 'WebhookResendAsked', data }),
);

export const replayToWebhook = aboutOne<OfWebhook & { readonly from: number }>('replay-to-webhook', (data, state) =>
  mustBeEnabled(data, state, { type: 'WebhookReplayAsked', data }),
);

export const endWebhook = aboutOne<OfWebhook>('end-webhook', (data) => [{ type: 'WebhookEnded', data }]);
