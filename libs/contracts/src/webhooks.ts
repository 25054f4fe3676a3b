import { Id, Instant, OneOf, Text } from './fields.js';

export const disablingCauses = ['asked', 'gone', 'failing'] as const;

/** Nothing more is sent to a webhook: somebody asked for it, its receiver is gone, or it took nothing for days. */
export class WebhookDisabledFields {
  @Id() webhook: string;
  @OneOf(disablingCauses) cause: (typeof disablingCauses)[number];
  @Text() reason: string;
  @Instant({ optional: true }) failingSince?: string;
}
