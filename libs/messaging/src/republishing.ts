import { checkpoints, moveWithDetails, removeCheckpoint, type Epoch, type EventLog } from '@millwright/event-log';
import type { Chain, PublishedLog } from './published-log.js';
import type { PublishedRecord } from './record.js';

export const republishCheckpoint = 'republish';

interface Details {
  /** What was recorded up to here is only looked through. */
  readonly from: number;
  readonly chain?: Chain;
}

export interface RepublishProgress {
  readonly position: number;
  readonly from: number;
}

const largestBatch = 500;
const lookEvery = 1_000;

/** Asked for by whoever runs the plant, on whatever replica; carried out by the one that leads, between live records. */
export class Republishing {
  private lookedAt = 0;

  constructor(
    private readonly log: EventLog,
    private readonly published: PublishedLog,
    private readonly publish: (records: readonly PublishedRecord[]) => Promise<void>,
  ) {}

  async progress(): Promise<RepublishProgress | undefined> {
    const [asked] = await checkpoints(this.log.pool, [republishCheckpoint]);
    return asked && { position: asked.position, from: (asked.details as Details).from };
  }

  /**
   * Publishes a piece of what was published before `live` once more. It ends only where nothing was published live since
   * its last record, so that the next live record follows it and whoever missed something has all of it.
   */
  async step(live: number, epochs: readonly Epoch[]): Promise<'nothing' | 'more' | 'done'> {
    if (Date.now() - this.lookedAt < lookEvery) return 'nothing';
    const [asked] = await checkpoints(this.log.pool, [republishCheckpoint]);
    this.lookedAt = asked ? 0 : Date.now();
    if (!asked) return 'nothing';
    const { from, chain = {} } = asked.details as Details;
    const events = (await this.log.eventsAfter(asked.position, largestBatch)).filter(
      ({ position }) => position <= live,
    );
    const next = this.published.recordsOf(events, chain, epochs);
    const records = next.records.filter(({ position }) => position > from);
    if (records.length > 0) await this.publish(records);
    const to = events.at(-1)?.position ?? asked.position;
    if (to >= live) {
      await removeCheckpoint(this.log.pool, republishCheckpoint, asked.position);
      return 'done';
    }
    await moveWithDetails(this.log.pool, republishCheckpoint, {
      from: asked.position,
      to,
      details: { from, chain: next.chain },
    });
    return 'more';
  }
}
