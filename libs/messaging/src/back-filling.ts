import { backFills, fillIn, isFilled, Loop, type BackFill, type EventLog, type HeardMark } from '@millwright/event-log';
import { heardEvent } from './heard-event.js';
import { planHearing } from './hearing-plan.js';
import type { Delivery, EventTransport } from './record.js';

const beginning: HeardMark = { epoch: 0, position: 0, settled: 0 };
const isWithin = (one: Pick<HeardMark, 'epoch' | 'position'>, until: BackFill['until']): boolean =>
  one.epoch < until.epoch || (one.epoch === until.epoch && one.position <= until.position);

/**
 * Types that a service begins to keep although it has heard their source before: their events are read once more from the
 * first one on and appended, each once by its id, as far as listening had come when the type was declared.
 */
export class BackFilling {
  private readonly loop: Loop;

  constructor(
    private readonly log: EventLog,
    private readonly transport: EventTransport,
    onError: (error: unknown) => void,
  ) {
    this.loop = new Loop('back-fill', () => this.step(), { idleMilliseconds: 60_000, onError });
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async step(): Promise<boolean> {
    const wanted = await backFills(this.log.pool);
    for (const source of new Set(wanted.map((one) => one.source))) {
      const fills = wanted.filter((one) => one.source === source).map((one) => new Fill(this.log, one));
      await this.transport.replay(source, async (delivery) => {
        for (const fill of fills) await fill.take(delivery);
      });
      for (const fill of fills) await fill.finish();
    }
    return false;
  }
}

class Fill {
  private mark = beginning;

  constructor(
    private readonly log: EventLog,
    private readonly wanted: BackFill,
  ) {}

  async take({ source, partition, records, complete = false }: Delivery): Promise<void> {
    if (partition !== this.wanted.partition || !isWithin(this.mark, this.wanted.until)) return;
    const { site } = this.log.connection;
    const declared = new Set(this.wanted.types);
    const none = { parkedStreams: new Set<string>(), passedOver: new Set<string>() };
    const { keep, to } = planHearing({ source, site, mark: this.mark, declared, complete, ...none }, records);
    this.mark = { ...to, settled: 0 };
    const missing = keep.filter((record) => isWithin(record, this.wanted.until)).map(heardEvent);
    if (missing.length > 0 && (await fillIn(this.log.pool, missing)) > 0) this.log.grew(Number.MAX_SAFE_INTEGER);
  }

  /** Throws while records are missing on the way: they are published again, and then this is done again. */
  async finish(): Promise<void> {
    const { source, partition } = this.wanted;
    if (this.mark.problem) throw new Error(`Cannot fill in from ${source}/${partition}: ${this.mark.problem}`);
    await isFilled(this.log.pool, this.wanted);
  }
}
