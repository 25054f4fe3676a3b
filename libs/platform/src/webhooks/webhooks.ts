import type { Decider } from '@millwright/event-sourcing';
import { Feed } from '../feed/feed.js';
import { cursorOf } from '../feed/feed-cursor.js';
import { passes } from '../feed/event-filter.js';
import { ProblemException } from '../http/problem.js';
import type { Sender } from '../http/sender.js';
import { Commands, CommandResult } from '../service/commands.js';
import { notFound } from '../service/read-models.js';
import type { ServiceRuntime } from '../service/service-runtime.js';
import { listDeliveries, type LoggedDelivery } from './deliveries.sql.js';
import { addSecret, dropSecret, endOthers } from './secrets.sql.js';
import { newSecret } from './signature.js';
import type { Subscription } from './webhook.js';
import { WebhookRow } from './webhook-row.js';
import {
  changeWebhook,
  createWebhook,
  replayToWebhook,
  resendToWebhook,
  rotateWebhookSecret,
} from './webhook-rules.js';

const mostWebhooks = 100;

interface DeliveriesAsked {
  readonly limit: number;
  readonly before?: string;
  readonly state?: string;
}

/** What people do with the webhooks of a service; what is sent, the courier of the leading replica sends. */
export class Webhooks {
  private readonly feed: Feed;
  private readonly commands: Commands;

  constructor(private readonly runtime: ServiceRuntime) {
    this.feed = new Feed(runtime);
    this.commands = new Commands(runtime);
  }

  private get db() {
    return this.runtime.database.manager;
  }

  async create(wanted: Subscription & { readonly from?: string }, sender: Sender): Promise<CommandResult> {
    await this.mustBeGood(wanted);
    const { from, ...subscription } = wanted;
    const start = from === undefined ? {} : { from: await this.feed.positionOf(from) };
    await this.mustHaveRoom();
    return this.withNewSecret(createWebhook, { webhook: sender.occasion.id, ...subscription, ...start }, sender);
  }

  async change(webhook: string, changes: Partial<Subscription>, sender: Sender): Promise<CommandResult> {
    await this.mustBeGood(changes);
    return this.commands.execute(changeWebhook, { webhook, ...changes }, sender);
  }

  /** Both sign for a while, so that a receiver may take over the new one whenever it is ready. */
  async rotateSecret(webhook: string, validHours: number, sender: Sender): Promise<CommandResult> {
    await this.one(webhook);
    const oldValidUntil = new Date(Date.now() + validHours * 3_600_000).toISOString();
    return this.withNewSecret(rotateWebhookSecret, { webhook, oldValidUntil }, sender);
  }

  async resend(webhook: string, event: string, sender: Sender): Promise<CommandResult> {
    const { types } = await this.one(webhook);
    const position = Number(event.split(':')[2]);
    const told = Number.isSafeInteger(position) ? await this.runtime.feed.at(position) : undefined;
    if (told?.record.id !== event || !passes({ types }, told.record)) notFound('event', event);
    return this.commands.execute(resendToWebhook, { webhook, event }, sender);
  }

  async replay(webhook: string, after: string, sender: Sender): Promise<CommandResult> {
    const from = await this.feed.positionOf(after);
    return this.commands.execute(replayToWebhook, { webhook, from }, sender);
  }

  list(): Promise<WebhookRow[]> {
    return this.db
      .createQueryBuilder(WebhookRow, 'webhook')
      .where(`webhook.status <> 'ended'`)
      .orderBy('webhook.createdAt')
      .addOrderBy('webhook.webhook')
      .getMany();
  }

  async one(webhook: string): Promise<WebhookRow> {
    const found = await this.db.findOneBy(WebhookRow, { webhook });
    return found === null || found.status === 'ended' ? notFound('webhook', webhook) : found;
  }

  async deliveries(webhook: string, { limit, before, state }: DeliveriesAsked): Promise<object> {
    await this.one(webhook);
    const position = before === undefined ? Number.MAX_SAFE_INTEGER : cursorOf(before).position;
    const found = await listDeliveries(this.db, webhook, { limit: limit + 1, before: position, state });
    const items: readonly LoggedDelivery[] = found.slice(0, limit);
    return found.length > limit ? { items, next: String(items.at(-1)?.position) } : { items };
  }

  /** There is no moment in which a webhook is there and has no secret; one that nobody was shown is not kept. */
  private async withNewSecret<Command extends { readonly webhook: string; readonly oldValidUntil?: string }>(
    decider: Decider<Command>,
    command: Command,
    sender: Sender,
  ): Promise<CommandResult> {
    const { webhook, oldValidUntil } = command;
    const secret = newSecret();
    await addSecret(this.db, webhook, secret);
    const result = await this.commands.execute(decider, command, sender).catch(async (error: unknown) => {
      await dropSecret(this.db, webhook, secret);
      throw error;
    });
    // The answer of the first time is kept without it: it was shown once.
    if (result.accepted.replayed) {
      await dropSecret(this.db, webhook, secret);
      return result;
    }
    if (oldValidUntil !== undefined) await endOthers(this.db, webhook, secret, oldValidUntil);
    return new CommandResult(
      { ...result.accepted, answer: { ...result.answer, secret } },
      result.projected,
      result.seen,
    );
  }

  private async mustBeGood({ url, types }: Partial<Subscription>): Promise<void> {
    this.feed.mustBePublished({ types });
    const refusal = url === undefined ? undefined : await this.runtime.egress.refusal(url);
    if (refusal === undefined) return;
    throw ProblemException.of(422, 'webhook-target-refused', `Nothing is sent there: the URL ${refusal}.`, {
      errors: [{ field: 'url', message: `url ${refusal}` }],
    });
  }

  private async mustHaveRoom(): Promise<void> {
    if ((await this.list()).length < mostWebhooks) return;
    throw ProblemException.of(
      409,
      'too-many-webhooks',
      `There are ${mostWebhooks} webhooks already; end those that nobody needs.`,
    );
  }
}
