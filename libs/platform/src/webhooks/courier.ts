import { createCheckpoint, derivedId, Loop, Mark, type CommandExecutor, type Progress } from '@millwright/event-log';
import type { Recorded } from '@millwright/event-sourcing';
import { forgetFailures, setPosition, type Standing } from './cursors.sql.js';
import { hastenPending, pruneDeliveries, recordDeliveries } from './deliveries.sql.js';
import { Round, type RoundSurroundings } from './round.js';
import { eraseEnded } from './secrets.sql.js';
import type { Giving } from './tally.js';
import { webhookStream, type WebhookEvent } from './webhook.js';
import { WebhookRow } from './webhook-row.js';
import { disableWebhook } from './webhook-rules.js';

interface Surroundings extends Omit<RoundSurroundings, 'giveUp'> {
  readonly executor: CommandExecutor;
  readonly projected: Progress;
}

/** The read model of the webhooks is behind: tried again when it has come along. */
class NotProjected extends Error {}

const checkpoint = 'courier';
const largestBatch = 500;
const patience = 10_000;
const pruneEvery = 3_600_000;
const { category } = webhookStream('');

/**
 * Sees to it that every enabled webhook has its round, each by itself, so that one who is slow holds up nobody else. It
 * follows the facts about webhooks with a mark of its own: computing read models anew or publishing anew sends nothing.
 */
export class Courier {
  private readonly loop: Loop;
  private readonly mark: Mark;
  private rounds = new Map<string, Round>();
  private begun = false;
  private prunedAt = 0;

  constructor(private readonly around: Surroundings) {
    const { log, onError } = around;
    this.mark = new Mark(log.pool, checkpoint);
    this.loop = new Loop('webhooks', () => this.step(), { onError });
    log.onGrowth(() => {
      this.loop.wake();
      for (const { loop } of this.rounds.values()) loop.wake();
    });
  }

  prepare(): Promise<unknown> {
    return createCheckpoint(this.around.log.pool, checkpoint, 1);
  }

  start(): void {
    this.begun = false;
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
    await this.stopRounds([...this.rounds.keys()]);
  }

  private async step(): Promise<boolean> {
    const { log, projected } = this.around;
    const { position } = await this.mark.read();
    const events = await log.follow(position, largestBatch);
    const last = events.at(-1)?.position ?? position;
    const news = events.filter((event) => event.category === category) as Recorded<WebhookEvent>[];
    if (news.length > 0 || !this.begun) {
      if (!(await projected.passed(last, patience)))
        throw new NotProjected(`The webhooks have not reached position ${last} within ${patience / 1000} s`);
      await this.stopRounds(news.map(({ data }) => data.webhook));
      for (const event of news) await this.apply(event);
      await this.beginRounds();
      this.begun = true;
    }
    await this.mark.pass(last);
    await this.prune();
    return last > position;
  }

  /** What was asked for is done by whoever leads; done twice, after a crash, it sends something once more. */
  private async apply({ type, data }: Recorded<WebhookEvent>): Promise<void> {
    const { db } = this.around;
    if (type === 'WebhookReplayAsked') await setPosition(db, data.webhook, data.from);
    if (type === 'WebhookResendAsked') await this.resend(data);
    if (type === 'WebhookEnabled') {
      await forgetFailures(db, data.webhook);
      await hastenPending(db, data.webhook);
    }
    if (type === 'WebhookEnded') await eraseEnded(db);
  }

  private async resend({ webhook, event }: { readonly webhook: string; readonly event: string }): Promise<void> {
    const position = Number(event.split(':')[2]);
    const told = await this.around.feed.at(position);
    if (told?.record.id !== event) return;
    const now = new Date().toISOString();
    const { type } = told.record;
    const delivery = { event, position, type, state: 'pending', attempts: 0, firstAt: now, nextAt: now } as const;
    await recordDeliveries(this.around.db, webhook, [delivery]);
  }

  private async beginRounds(): Promise<void> {
    const enabled = await this.around.db.findBy(WebhookRow, { status: 'enabled' });
    const wanted = new Set(enabled.map(({ webhook }) => webhook));
    await this.stopRounds([...this.rounds.keys()].filter((webhook) => !wanted.has(webhook)));
    for (const row of enabled) {
      if (this.rounds.has(row.webhook) || this.loop.isStopping) continue;
      const round = new Round(row, { ...this.around, giveUp: (...args) => this.giveUp(...args) });
      this.rounds.set(row.webhook, round);
      round.loop.start();
    }
  }

  private async stopRounds(webhooks: readonly string[]): Promise<void> {
    const stopped = [...new Set(webhooks)].map(async (webhook) => {
      await this.rounds.get(webhook)?.stop();
      this.rounds.delete(webhook);
    });
    await Promise.all(stopped);
  }

  /** A fact, so that people and other systems hear of it. */
  private async giveUp(webhook: string, { cause, reason }: Giving, { failingSince }: Standing): Promise<void> {
    const at = new Date().toISOString();
    const key = `${webhook}/${at}`;
    const id = derivedId(`webhooks/${key}`);
    const command = { webhook, cause, reason, ...(failingSince === null ? {} : { failingSince }) };
    await this.around.executor.execute(disableWebhook, command, {
      occasion: { actor: 'system:webhooks', at, id },
      principal: 'webhooks',
      key,
      meta: { commandId: id, correlation: id },
    });
  }

  private async prune(): Promise<void> {
    if (Date.now() - this.prunedAt < pruneEvery) return;
    this.prunedAt = Date.now();
    await pruneDeliveries(this.around.db);
  }
}
