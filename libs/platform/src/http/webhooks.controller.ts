import { Body, Delete, Get, Param, Post, Query, type Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, Matches, ValidateIf } from 'class-validator';
import { cursorPattern } from '../feed/feed-cursor.js';
import { mostTypes, typePattern } from '../feed/event-filter.js';
import { Commands } from '../service/commands.js';
import { disableWebhook, enableWebhook, endWebhook } from '../webhooks/webhook-rules.js';
import { WebhookRow } from '../webhooks/webhook-row.js';
import { Webhooks } from '../webhooks/webhooks.js';
import { Answers, Command, Resource } from './decorators.js';
import { compose, IdField, OneOfField, QueryWholeField, TextField, WholeField } from './fields.js';
import { Sent, type Sender } from './sender.js';

const given = ValidateIf((_, value) => value !== undefined);

const TypesField = (): PropertyDecorator =>
  compose(
    ApiProperty({
      description: 'Types of published events; a name may end in * for all that begin so. Without any, all',
      type: [String],
      required: false,
      maxItems: mostTypes,
      example: ['millwright.orders.*'],
    }),
    given,
    IsArray(),
    ArrayMaxSize(mostTypes),
    Matches(typePattern, { each: true, message: '$property must be names of published events' }),
  );

const CursorField = (description: string, optional: boolean): PropertyDecorator =>
  compose(
    TextField(description, { optional, example: '1:0' }),
    ApiProperty({ pattern: cursorPattern.source, required: !optional }),
    ...(optional ? [given] : []),
    Matches(cursorPattern, { message: '$property must be a cursor of the event feed, or a position of the log' }),
  );

class CreateWebhook {
  @TextField('Where to send; https, unless its host is allowed by the operator', {
    said: true,
    example: 'https://erp.example.com/millwright',
  })
  url: string;
  @TypesField() types: string[] = [];
  @TextField('What it is for', { optional: true }) description?: string;
  @CursorField('Also what was published after this; from now on when absent', true) from?: string;
}

class ChangeWebhook {
  @TextField('Where to send', { said: true, optional: true, example: 'https://erp.example.com/millwright' })
  url?: string;
  @TypesField() types?: string[];
  @TextField('What it is for', { optional: true }) description?: string;
}

class DisableWebhook {
  @TextField('Why', { said: true }) reason: string;
}

class RotateSecret {
  @WholeField('Hours for which messages are signed with the old secret as well', { optional: true, max: 168 })
  oldValidHours: number = 24;
}

class Resend {
  @IdField('Id of the event', { example: 'orders:1:42' }) event: string;
}

class Replay {
  @CursorField('Everything that was published after this is sent again; 0 for all from the first', false)
  after: string;
}

class DeliveriesQuery {
  @QueryWholeField('How many at most', { optional: true, min: 1, max: 500 }) limit: number = 100;
  @CursorField('The `next` of the page before', true) before?: string;
  @OneOfField(['pending', 'delivered', 'given-up'], 'Only these', { optional: true }) state?: string;
}

/** Who is sent the published events of a service over HTTP, by the Standard Webhooks rules. */
export function webhooksController(service: string): Type {
  @Resource(service, 'webhooks')
  class WebhooksController {
    constructor(
      private readonly webhooks: Webhooks,
      private readonly commands: Commands,
    ) {}

    @Post()
    @Command({
      needs: 'webhooks.manage',
      summary: 'Have published events sent to a URL',
      description:
        'The answer shows the secret that messages are signed with, this once. Each message is one CloudEvent in structured mode; it is sent at least once, always with the same webhook-id.',
      creates: true,
      refuses: ['too-many-webhooks'],
    })
    create(@Body() body: CreateWebhook, @Sent() sender: Sender) {
      return this.webhooks.create({ ...body }, sender);
    }

    @Get()
    @Answers({ needs: 'webhooks.manage', summary: 'All webhooks of this service', returns: WebhookRow, list: true })
    async list() {
      return { items: await this.webhooks.list() };
    }

    @Get(':id')
    @Answers({ needs: 'webhooks.manage', summary: 'One webhook', returns: WebhookRow })
    one(@Param('id') id: string) {
      return this.webhooks.one(id);
    }

    @Post(':id/change')
    @Command({ needs: 'webhooks.manage', summary: 'Change where it is sent, or what; what is not given stays' })
    change(@Param('id') id: string, @Body() body: ChangeWebhook, @Sent() sender: Sender) {
      return this.webhooks.change(id, { ...body }, sender);
    }

    @Post(':id/disable')
    @Command({
      needs: 'webhooks.manage',
      summary: 'Send nothing for now; what is published meanwhile is not lost',
      refuses: ['webhook-disabled'],
    })
    disable(@Param('id') webhook: string, @Body() { reason }: DisableWebhook, @Sent() sender: Sender) {
      return this.commands.execute(disableWebhook, { webhook, reason, cause: 'asked' }, sender);
    }

    @Post(':id/enable')
    @Command({ needs: 'webhooks.manage', summary: 'Go on where it was disabled', refuses: ['webhook-enabled'] })
    enable(@Param('id') webhook: string, @Sent() sender: Sender) {
      return this.commands.execute(enableWebhook, { webhook }, sender);
    }

    @Post(':id/rotate-secret')
    @Command({
      needs: 'webhooks.manage',
      summary: 'A new secret, shown this once; for a while messages carry a signature of each',
    })
    rotate(@Param('id') id: string, @Body() { oldValidHours }: RotateSecret, @Sent() sender: Sender) {
      return this.webhooks.rotateSecret(id, oldValidHours, sender);
    }

    @Delete(':id')
    @Command({
      needs: 'webhooks.manage',
      summary: 'End it: nothing more is sent, and its secrets and deliveries are erased',
    })
    end(@Param('id') webhook: string, @Sent() sender: Sender) {
      return this.commands.execute(endWebhook, { webhook }, sender);
    }

    @Get(':id/deliveries')
    @Answers({
      needs: 'webhooks.manage',
      summary: 'What was sent, the newest event first: each attempt with status or error, and when it is tried again',
      description: 'Kept for a week after the end of each. What a receiver answered, besides the status, is not kept.',
    })
    deliveries(@Param('id') id: string, @Query() query: DeliveriesQuery) {
      return this.webhooks.deliveries(id, query);
    }

    @Post(':id/resend')
    @Command({ needs: 'webhooks.manage', summary: 'Send one event once more, at once', refuses: ['webhook-disabled'] })
    resend(@Param('id') id: string, @Body() { event }: Resend, @Sent() sender: Sender) {
      return this.webhooks.resend(id, event, sender);
    }

    @Post(':id/replay')
    @Command({
      needs: 'webhooks.manage',
      summary: 'Send everything after a position once more, in order',
      refuses: ['webhook-disabled'],
    })
    replay(@Param('id') id: string, @Body() { after }: Replay, @Sent() sender: Sender) {
      return this.webhooks.replay(id, after, sender);
    }
  }
  return WebhooksController;
}
