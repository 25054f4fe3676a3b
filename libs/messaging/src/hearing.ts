import { schemaVersionOf } from '@millwright/contracts';
import type { EventLog, Heard } from '@millwright/event-log';
import type { Delivery, EventTransport, Listening, PublishedRecord } from './record.js';

/** Puts what other services publish into the own log, as far as this service declares that it hears it. */
export class Hearing {
  private listening: Listening | undefined;
  private readonly broken = new Set<string>();
  private readonly marks = new Map<string, number>();
  private readonly turns = new Map<string, Promise<void>>();

  constructor(
    private readonly log: EventLog,
    private readonly transport: EventTransport,
    private readonly sources: readonly string[],
    private readonly types: ReadonlySet<string>,
  ) {}

  /** Partitions in which records are missing, as `<source>/<partition>`; they heal when the source publishes again. */
  get missing(): readonly string[] {
    return [...this.broken];
  }

  async start(): Promise<void> {
    if (this.sources.length === 0) return;
    this.listening = await this.transport.listen({
      name: this.log.connection.service,
      sources: this.sources,
      hear: (delivery) => this.hear(delivery),
      readFrom: () => this.log.readingPositions(),
    });
  }

  async stop(): Promise<void> {
    await this.listening?.stop();
    this.listening = undefined;
    this.marks.clear();
  }

  /** One after the other from each place: every delivery continues where the one before ended. */
  private hear(delivery: Delivery): Promise<void> {
    const place = `${delivery.source}/${delivery.partition}`;
    const done = (this.turns.get(place) ?? Promise.resolve()).then(() => this.take(delivery, place));
    this.turns.set(
      place,
      done.catch(() => undefined),
    );
    return done;
  }

  private async take(delivery: Delivery, place: string): Promise<void> {
    const { source, partition, nextOffset, complete } = delivery;
    const ofSite = delivery.records.filter(({ site }) => site === this.log.connection.site);
    const records = complete ? await this.wanted(source, partition, ofSite) : ofSite;
    if (records.length === 0) return;
    const epoch = records[records.length - 1].epoch;
    const hearing = await this.log.hear(
      { source, partition, epoch, nextOffset },
      records.map((record) => this.heard(record)),
    );
    this.marks.set(place, hearing.mark);
    // Whoever delivers completely delivers again; the next time the mark is read from the log.
    if (hearing.broken && complete) {
      this.marks.delete(place);
      throw new Error(`${place} was heard by somebody else meanwhile`);
    }
    this.broken[hearing.broken ? 'add' : 'delete'](place);
  }

  /** Where nothing can be missing, the log need not follow what this service does not keep. */
  private async wanted(
    source: string,
    partition: number,
    records: readonly PublishedRecord[],
  ): Promise<PublishedRecord[]> {
    const kept = records.filter(({ type }) => this.types.has(type));
    if (kept.length === 0) return [];
    const mark = this.marks.get(`${source}/${partition}`) ?? (await this.log.heardUpTo(source, partition));
    const news = kept.filter(({ position }) => position > mark);
    return news.map((record, index) => ({ ...record, previous: index === 0 ? mark : news[index - 1].position }));
  }

  private heard({
    position,
    previous,
    type,
    data,
    id,
    site,
    category,
    streamId,
    by,
    correlation,
    traceparent,
  }: PublishedRecord): Heard {
    if (!this.types.has(type)) return { position, previous };
    return {
      position,
      previous,
      event: {
        type,
        data,
        eventId: id,
        schemaVersion: schemaVersionOf(type),
        site,
        category,
        id: streamId,
        by,
        correlation,
        traceparent,
      },
    };
  }
}
