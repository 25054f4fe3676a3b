import { Id, Instant, OneOf, Text } from './fields.js';
import * as the from './the.js';

export const disablingCauses = ['asked', 'gone', 'failing'] as const;

/** Nothing more is sent to a webhook: somebody asked for it, its receiver is gone, or it took nothing for days. */
export class WebhookDisabledFields {
  @Id({ about: 'Id of the webhook.', example: '0190a5c0-0000-7000-8000-0000000000aa' }) webhook: string;
  @OneOf(disablingCauses, {
    about: 'Somebody asked for it, its receiver answered 410, or it took nothing for days.',
    example: 'failing',
  })
  cause: (typeof disablingCauses)[number];
  @Text({ about: 'Why, in a sentence.', example: 'Ten attempts failed; the last one with status 500.' }) reason: string;
  @Instant({ about: 'Since when nothing was taken, in UTC.', example: the.startedAt.example, optional: true })
  failingSince?: string;
}
