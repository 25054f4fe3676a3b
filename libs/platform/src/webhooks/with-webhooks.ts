import type { Recorded } from '@millwright/event-sourcing';
import type { ServiceDefinition } from '../service/service-definition.js';
import type { WebhookEvent } from './webhook.js';
import { WebhookRow } from './webhook-row.js';
import { webhookRows, Webhooks0000000000060 } from './webhook-rows.js';

type Disabled = Recorded<Extract<WebhookEvent, { type: 'WebhookDisabled' }>>;

/** A service with all that it takes to send its published events to whoever wants them. */
export function withWebhooks(definition: ServiceDefinition): ServiceDefinition {
  const { name, entities, migrations, projections, publishes } = definition;
  return {
    ...definition,
    entities: [...entities, WebhookRow],
    migrations: [...migrations, Webhooks0000000000060],
    projections: [...projections, webhookRows],
    publishes: {
      ...publishes,
      // Not its URL: where somebody is sent events is not for everybody.
      WebhookDisabled: ({ data: { webhook, cause, reason, failingSince } }: Disabled) => ({
        type: `millwright.${name}.webhook-disabled.v1`,
        data: { webhook, cause, reason, failingSince },
      }),
    },
  };
}
