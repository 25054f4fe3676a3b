import { Loop, type EventLog } from '@millwright/event-log';
import { partitionOf, type PublishedFeed, type Told } from '@millwright/messaging';
import type { EntityManager } from 'typeorm';
import { FeedReader } from '../feed/feed-reader.js';
import { moveStanding, standingOf, type Standing } from './cursors.sql.js';
import { hastenPending, pendingOf, recordDeliveries, type Delivery } from './deliveries.sql.js';
import type { Addressee, Postman } from './postman.js';
import { secretsOf } from './secrets.sql.js';
import { downAfter, Tally, type Giving } from './tally.js';
import type { WebhookRow } from './webhook-row.js';

export interface RoundSurroundings {
  readonly feed: PublishedFeed;
  readonly log: EventLog;
  readonly db: EntityManager;
  readonly postman: Postman;
  readonly schedule: readonly number[];
  /** Nothing more is to be sent to it. */
  readonly giveUp: (webhook: string, giving: Giving, standing: Standing) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

interface Parcel {
  readonly told: Told;
  readonly delivery: Delivery;
  /** It was asked for again, or failed before: a probe of whether the receiver is back. */
  readonly isRetry: boolean;
}

/** So many messages are on their way to one receiver at a time; those of one stream one after the other. */
const lanes = 4;
const largestBatch = 20;
/** Passing what is not sent is written down so often at most. */
const writeEvery = 5_000;

/**
 * Brings one webhook what it subscribed to. The log is its queue: the cursor stands behind everything that was delivered or
 * is kept as pending, so nothing is lost whenever this process ends, and what was on its way is sent again.
 */
export class Round {
  readonly loop: Loop;
  private readonly interrupt = new AbortController();
  private standing: Standing | undefined;
  private reader: FeedReader | undefined;
  private pending: readonly Delivery[] | undefined;
  /** Where the cursor stands in the database. */
  private written = 0;
  private writtenAt = 0;
  private over = false;
  private alarm: NodeJS.Timeout | undefined;

  constructor(
    private readonly row: WebhookRow,
    private readonly around: RoundSurroundings,
  ) {
    this.loop = new Loop(`webhook ${row.webhook}`, () => this.step(), {
      idleMilliseconds: 5_000,
      onError: around.onError,
    });
  }

  async stop(): Promise<void> {
    this.interrupt.abort();
    clearTimeout(this.alarm);
    await this.loop.stop();
  }

  private async step(): Promise<boolean> {
    if (this.over) return false;
    try {
      return await this.proceed();
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  private async proceed(): Promise<boolean> {
    const { db } = this.around;
    const standing = (this.standing ??= await this.stand());
    this.pending ??= await pendingOf(db, this.row.webhook, largestBatch);
    const now = new Date().toISOString();
    const due = this.pending.filter(({ nextAt }) => nextAt !== null && nextAt <= now);
    const isDown = standing.failures >= downAfter && this.pending.length > 0;
    if (due.length > 0) return this.retry(standing, isDown ? due.slice(0, 1) : due);
    this.wakeForTheNext();
    return isDown ? false : this.goOn(standing);
  }

  private async stand(): Promise<Standing> {
    const { log, feed, db } = this.around;
    const { webhook, startPosition, types } = this.row;
    const standing = await standingOf(db, webhook, startPosition);
    this.written = standing.position;
    this.reader = new FeedReader({ log, feed }, standing.position, { filter: { types }, limit: largestBatch });
    return standing;
  }

  private async goOn(standing: Standing): Promise<boolean> {
    const { told, position, isEnd } = await (this.reader as FeedReader).next();
    if (told.length === 0) {
      await this.pass({ ...standing, position });
      return !isEnd;
    }
    const firstAt = new Date().toISOString();
    const parcels = told.map((one): Parcel => ({ told: one, delivery: deliveryOf(one, firstAt), isRetry: false }));
    await this.deliver(standing, position, parcels);
    return true;
  }

  private async retry(standing: Standing, due: readonly Delivery[]): Promise<boolean> {
    const parcels: Parcel[] = [];
    const lost: Delivery[] = [];
    for (const delivery of due) {
      const told = await this.around.feed.at(delivery.position);
      if (told?.record.id === delivery.event) parcels.push({ told, delivery, isRetry: true });
      // It was recorded after what a restore has kept.
      else lost.push({ ...delivery, state: 'given-up', nextAt: null });
    }
    await this.deliver(standing, standing.position, parcels, lost);
    return true;
  }

  private async deliver(
    { failures, failingSince }: Standing,
    to: number,
    parcels: readonly Parcel[],
    more: readonly Delivery[] = [],
  ): Promise<void> {
    const { db, schedule } = this.around;
    const { webhook, url } = this.row;
    const tally = new Tally(failures, failingSince, schedule);
    const addressee: Addressee = { webhook, url, secrets: await secretsOf(db, webhook) };
    const deliveries = [...(await this.attempt(addressee, parcels, tally)), ...more];
    const next = tally.standingAt(to);
    const isMoved = await db.transaction(async (tx) => {
      await recordDeliveries(tx, webhook, deliveries);
      if (tally.hasRecovered) await hastenPending(tx, webhook);
      return moveStanding(tx, webhook, this.written, next);
    });
    if (isMoved) this.moved(next);
    else this.forget();
    this.pending = undefined;
    if (tally.giving === undefined) return;
    await this.around.giveUp(webhook, tally.giving, next);
    this.over = true;
  }

  /** Each stream in its order, several at a time; once the receiver seems to be down, the rest is left for later. */
  private async attempt(to: Addressee, parcels: readonly Parcel[], tally: Tally): Promise<Delivery[]> {
    const byLane = new Map<number, Parcel[]>();
    for (const parcel of parcels) byLane.set(laneOf(parcel), [...(byLane.get(laneOf(parcel)) ?? []), parcel]);
    const done = await Promise.all(
      [...byLane.values()].map(async (lane) => {
        const found: Delivery[] = [];
        for (const parcel of lane) found.push(await this.attemptOne(to, parcel, tally));
        return found;
      }),
    );
    return done.flat();
  }

  private async attemptOne(to: Addressee, { told, delivery, isRetry }: Parcel, tally: Tally): Promise<Delivery> {
    const { signal } = this.interrupt;
    const mayTry = !signal.aborted && tally.giving === undefined && (isRetry || !tally.isDown);
    const tried = mayTry ? await this.around.postman.deliver(to, told, signal) : undefined;
    return tried
      ? tally.after(delivery, tried, new Date(), Math.random())
      : tally.left(delivery, new Date(), Math.random());
  }

  private async pass(standing: Standing): Promise<void> {
    this.standing = standing;
    if (standing.position === this.written || Date.now() - this.writtenAt < writeEvery) return;
    if (await moveStanding(this.around.db, this.row.webhook, this.written, standing)) this.moved(standing);
    else this.forget();
  }

  private moved(standing: Standing): void {
    this.standing = standing;
    this.written = standing.position;
    this.writtenAt = Date.now();
  }

  /** Somebody else has moved it, or something failed in between: what the database knows counts. */
  private forget(): void {
    this.standing = this.reader = this.pending = undefined;
  }

  private wakeForTheNext(): void {
    clearTimeout(this.alarm);
    const next = this.pending?.[0]?.nextAt;
    if (!next || this.interrupt.signal.aborted) return;
    const wait = Math.min(60_000, Math.max(10, Date.parse(next) - Date.now()));
    this.alarm = setTimeout(() => this.loop.wake(), wait);
  }
}

const laneOf = ({ told: { record } }: Parcel): number => partitionOf(`${record.category}/${record.streamId}`, lanes);

const deliveryOf = ({ record }: Told, firstAt: string): Delivery => ({
  event: record.id,
  position: record.position,
  type: record.type,
  state: 'pending',
  attempts: 0,
  firstAt,
  nextAt: firstAt,
});
